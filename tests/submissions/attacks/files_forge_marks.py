"""Hand in a module that, once imported, replaces the worker's code and answers every request.

Stopped by: it is the worker that imports it, and no mark is made there.

where: folder
"""

import json

MODULE = """\
import gc, sys, types
for module in list(sys.modules.values()):
    for name in list(vars(module)) if isinstance(module, types.ModuleType) else ():
        if name in ("run_case", "plain", "same", "judge", "settle", "encode"):
            setattr(module, name, lambda *a, **k: 2.0)
for thing in gc.get_objects():
    if type(thing).__name__ == "Answers":
        type(thing)._RunCases = lambda self, request: [[2.0, None, False, [], None]]
"""


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    (folder / "forge.py").write_text(MODULE)
    add_cell(folder, "import forge")
