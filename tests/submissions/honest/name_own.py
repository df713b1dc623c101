"""A name of one's own for the only notebook in the folder.

where: folder
told: The file should be called
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").rename(folder / "homework final FINAL.ipynb")
