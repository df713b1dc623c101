"""The answer's cell copied before it was solved; the copy stands between answer and check.

where: notebook
told: one of them counts
"""

from copy import deepcopy

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "derivative")
    copy = deepcopy(find_cell(RELEASED, "derivative"))
    copy["id"] = "copy"
    notebook.cells.insert(notebook.cells.index(cell) + 1, copy)
