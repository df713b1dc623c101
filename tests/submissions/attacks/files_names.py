"""Hand in files whose names lead out of the folder, colour a terminal, or are markup.

Stopped by: names are letters, digits and a few signs, and what is told of others is made harmless.

where: folder
told: its name has signs other than
"""

import json

NAMES = [
    "..\\..\\up.py",
    "\x1b[2J.py",
    "two\nlines.txt",
    "`<img src=x onerror=alert(1)>`.txt",
    "=1+1.csv",
    "-rf.txt",
    "~.txt",
    "a:b.txt",
    "nul\u202etxt.py",
]


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    for name in NAMES:
        (folder / name).write_text("left-behind-by-an-attack")
    add_cell(folder, "\n".join(f"({name!r})" for name in NAMES) + "\n# " + "\n# ".join(NAMES))
