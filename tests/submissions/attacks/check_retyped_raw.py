"""Turn the check cells into raw cells, which do not run.

Stopped by: check cells get their type back.

where: notebook
"""

from nbformat.v4 import new_raw_cell


def edit(notebook):
    for i, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            notebook.cells[i] = new_raw_cell("5.0", metadata=cell.metadata)
