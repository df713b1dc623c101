"""Hand in arrays that run a command when they are loaded, and a small archive that unpacks to
gigabytes.

Stopped by: they are loaded by the cell alone, where no program starts and memory is bounded.

where: folder
stock: unsafe
"""

import io
import json
import os
import zipfile

import numpy as np

CELL = """\
import numpy as np
try:
    np.load("object.npy", allow_pickle=True)
except Exception as error:
    print(type(error).__name__)
archive = np.load("bomb.npz")
everything = [archive[name] for name in archive]
"""


class Command:
    def __reduce__(self):
        return os.system, ("touch left-behind-by-an-attack",)


def add_cell(folder, source):
    """Put a first cell into the notebook that lies there."""
    path = folder / "ps2_forward.ipynb"
    notebook = json.loads(path.read_text())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].insert(0, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook))


def lay(folder):
    np.save(folder / "object.npy", np.array([Command()], dtype=object), allow_pickle=True)
    size = 2**26
    header = io.BytesIO()
    about = {"descr": "|u1", "fortran_order": False, "shape": (size,)}
    np.lib.format.write_array_header_1_0(header, about)
    data = header.getvalue() + bytes(size)
    with zipfile.ZipFile(folder / "bomb.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for i in range(12):
            file.writestr(f"a{i}.npy", data)
    add_cell(folder, CELL)
