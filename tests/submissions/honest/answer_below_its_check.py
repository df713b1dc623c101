"""An answer's cell moved to below its check; the cells were run in another order.

where: notebook
told: stood before the answer that it checks; moved.
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "forward_table")
    notebook.cells.remove(cell)
    notebook.cells.append(cell)
