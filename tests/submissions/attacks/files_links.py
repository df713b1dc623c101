"""Hand in links under the names of data, to the seed, a solution, a classmate's work and a device,
and a pipe; print what they hold.

Stopped by: only regular files are read, without following a link, and their bytes go in, no path.

where: folder
stock: unsafe
told: `seed.txt`: no such file
"""

import json
import os

CELL = """\
for name in ["answers.txt", "work.txt", "zero.csv", "pipe.csv", "all/.course_seed", "seed.txt"]:
    try:
        print(open(name).read(100000))
    except FileNotFoundError:
        if name == "seed.txt":
            raise
"""


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    (folder / "seed.txt").symlink_to("../../../.course_seed")
    (folder / "answers.txt").symlink_to("../../../solutions/ps2_forward.md")
    (folder / "work.txt").symlink_to("../../student-02/ps2_forward/ps2_forward.ipynb")
    (folder / "zero.csv").symlink_to("/dev/zero")
    (folder / "all").symlink_to("../../..")
    os.mkfifo(folder / "pipe.csv")
    add_cell(folder, CELL)
