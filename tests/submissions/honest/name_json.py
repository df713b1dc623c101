"""`.json` or `.txt` added to the name by the browser.

where: folder
told: The file should be called
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").rename(folder / "ps2_forward.ipynb.json")
