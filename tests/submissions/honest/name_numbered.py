"""The browser's " (1)" in the file's name.

where: folder
told: The file should be called
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").rename(folder / "ps2_forward (1).ipynb")
