"""Another case in the file's name, and blanks for underscores.

where: folder
told: The file should be called
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").rename(folder / "PS2 Forward.IPYNB")
