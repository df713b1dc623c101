"""Hand in a named pipe under the notebook's name.

Stopped by: what is no file is not opened.

where: folder
marks: none
told: not graded
stock: unsafe
"""

import os


def lay(folder):
    (folder / "ps2_forward.ipynb").unlink()
    os.mkfifo(folder / "ps2_forward.ipynb")
