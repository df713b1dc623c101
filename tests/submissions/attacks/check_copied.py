"""Put a copy of each check cell beside it that holds a number and claims more points.

Stopped by: of each id one cell counts, with the released text and points.

where: notebook
"""

from copy import deepcopy


def edit(notebook):
    for cell in list(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            copy = deepcopy(cell)
            copy.source, copy["id"] = "100.0", cell["id"] + "-copy"
            copy.metadata["nbgrader"]["points"] = 100
            notebook.cells.insert(notebook.cells.index(cell) + 1, copy)
