"""Call a file so that a pattern for copies takes two to the power of its length.

Stopped by: names are read with patterns that give nothing back, in time linear in the name.

where: folder
"""


def lay(folder):
    for name in ("copy" * 60 + "!", "tiny" + "-copy 1" * 34 + "x", "(1)" * 80 + "!"):
        (folder / f"{name}.ipynb").write_text("{}")
