"""Two answers merged into the first one's cell, the check between them gone.

where: notebook
told: was missing; its answer was found in another cell
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    first, second = find_cell(notebook, "dual"), find_cell(notebook, "dual_functions")
    first.source += "\n\n\n" + second.source
    notebook.cells.remove(second)
    notebook.cells.remove(find_cell(notebook, "dual-check"))
