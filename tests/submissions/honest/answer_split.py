"""An answer split into two cells; the second one keeps the id, or both do.

where: notebook
"""

from copy import deepcopy

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "dual_functions")
    half = cell.source.index("def exp")
    second = deepcopy(cell)
    second["id"] = "second"
    cell.source, second.source = cell.source[:half], cell.source[half:]
    notebook.cells.insert(notebook.cells.index(cell) + 1, second)
