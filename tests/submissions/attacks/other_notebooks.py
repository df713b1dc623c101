"""Hand in other notebooks too: a second one of this set, and one for each other set.

Stopped by: one notebook of the set is graded.

where: folder
"""

import shutil


def lay(folder):
    for name in ("ps3_reverse", "ps2_forward_2", "header", "ps2_forward-bonus"):
        shutil.copy(folder / "ps2_forward.ipynb", folder / f"{name}.ipynb")
