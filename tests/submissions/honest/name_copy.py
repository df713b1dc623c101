"""The work done in Jupyter's "-Copy1", beside the file as it was released.

where: folder
told: has no answers
"""

import shutil


def lay(folder):
    (folder / "ps2_forward.ipynb").rename(folder / "ps2_forward-Copy1.ipynb")
    released = folder.parents[2] / "exercises" / "ps2_forward" / "ps2_forward.ipynb"
    shutil.copy(released, folder / "ps2_forward.ipynb")
