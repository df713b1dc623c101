"""Hand in a folder under the notebook's name.

Stopped by: it is refused with a message.

where: folder
marks: none
told: folder
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").unlink()
    (folder / "ps2_forward.ipynb").mkdir()
