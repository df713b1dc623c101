"""Hand in two hundred notebooks, none under its name, so that all are read to find the one.

Stopped by: a few are read, and where there are more, the message asks which one is meant.

where: folder
marks: none
told: rename the one that is meant
"""


def lay(folder):
    (own,) = folder.glob("*.ipynb")
    data = own.read_bytes()
    own.unlink()
    for i in range(200):
        (folder / f"{i}.ipynb").write_bytes(data)
