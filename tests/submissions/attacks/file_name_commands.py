"""Call the notebook by commands to a terminal, a line end, and what looks like a line of progress.

Stopped by: words of a submission are told without commands, in one line.

where: folder
told: The file should be called
"""


def lay(folder):
    (own,) = folder.glob("*.ipynb")
    own.rename(folder / f"\x1b[2J\u202e\n{own.stem}: 9 of 9  student-09  20 of 20\r.ipynb")
