"""A check cell deleted by accident.

where: notebook
told: was missing; put back as it was released.
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    for name in ("dual-check", "forward_table-check", "setup"):
        notebook.cells.remove(find_cell(notebook, name))
