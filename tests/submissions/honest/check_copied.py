"""A check cell copied, to run it below as well.

where: notebook
told: one of them counts
"""

from copy import deepcopy

from autograder.submission.cells import find_cell


def edit(notebook):
    copy = deepcopy(find_cell(notebook, "dual-check"))
    copy["id"] = "copy"
    notebook.cells.append(copy)
