"""End Python again and again.

Stopped by: a notebook gets so many workers and no more, and the class goes on.

where: notebook
"""

from nbformat.v4 import new_code_cell


def edit(notebook):
    for i in range(30):
        notebook.cells.insert(0, new_code_cell("import os\nos._exit(1)", id=f"own-{i}"))
