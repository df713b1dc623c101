"""Cells read numbers from files beside the notebook, write their own, and read them again.

where: folder
"""

import json

import numpy as np

CELL = """\
import numpy as np
total = np.loadtxt("data/numbers.csv").sum() + np.load("array.npy").sum()
np.savetxt("array.csv", [total])
np.save("array.npy", np.loadtxt("array.csv"))
assert np.load("array.npy") == 9.0
"""


def lay(folder):
    (folder / "data").mkdir()
    (folder / "data" / "numbers.csv").write_text("1\n2\n")
    np.save(folder / "array.npy", np.array([1.0, 2.0, 3.0]))
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": CELL}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    cells = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    answer = cells["dual"]
    answer["source"] = "assert total == 9.0\n" + "".join(answer["source"])
    path.write_text(json.dumps(notebook))
