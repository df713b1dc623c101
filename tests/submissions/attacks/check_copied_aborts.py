"""Copy one check cell as it is: nbgrader stops the whole class at it.

Stopped by: of each id one cell counts.

where: notebook
"""

from copy import deepcopy


def edit(notebook):
    check = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade"))
    copy = deepcopy(check)
    copy["id"] = "again"
    notebook.cells.append(copy)
