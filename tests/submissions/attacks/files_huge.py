"""Hand in a data file of sixteen megabytes, mostly holes, one of two megabytes, and hundreds of small
ones.

Stopped by: a file may have 1 MiB, all together 4, and there may be 50; what stays behind is told.

where: folder
told: `huge.csv`, which is left out: it is too large
told: `many/499.txt`, which is left out: 50 files are given
"""

import json

CELL = """\
import os
names = "huge.csv large.npy many/499.txt"
found = [os.path.join(place, name) for place, _, files in os.walk(".") for name in files]
assert len(found) <= 60, len(found)
"""


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    with open(folder / "huge.csv", "wb") as file:
        file.truncate(2**24)
    (folder / "large.npy").write_bytes(b"x" * 2**21)
    (folder / "many").mkdir()
    for i in range(500):
        (folder / "many" / f"{i}.txt").write_text("small")
    add_cell(folder, CELL)
