"""Hand in modules with the names of those that the worker uses, and import them all in a cell.

Stopped by: what was handed in stands behind all that is installed, and these names are left out.

where: folder
told: `numpy.py`, which is left out
absent: no such file
absent: FORGED
"""

import json

FORGED = """\
open("left-behind-by-an-attack", "w").close()
import sys
print("FORGED")
def __getattr__(name):
    return lambda *args, **kwargs: 2.0
"""
NAMES = """
    numpy autograder sitecustomize usercustomize conftest msgpack IPython random json socket
    jax/__init__ jax/numpy autograder/checks/ps2_forward/__init__ matplotlib/pyplot
    autograder/isolation/wire autograder/isolation/beside numpy/__init__ numpy/core
""".split()
CELL = """\
import sys, numpy, msgpack, IPython, random, json, socket, matplotlib.pyplot
from autograder.isolation import beside, wire
from autograder.checks import ps2_forward
modules = [numpy, msgpack, IPython, random, json, socket, matplotlib, beside, wire]
ours = not any(str(m.__file__).startswith("/tmp") for m in modules)
for name in ("conftest", "sitecustomize", "usercustomize"):
    try:
        __import__(name)
        ours = False
    except ModuleNotFoundError:
        pass
if not ours:
    # Nobody is given this file: telling it shows that a forged module came first.
    open("A-FORGED-MODULE-CAME-FIRST.txt")
"""


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    for name in NAMES:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FORGED)
    add_cell(folder, CELL)
