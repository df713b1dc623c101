"""An answer's cell copied to the end of the notebook, and the copy changed to try something out.

where: notebook
told: one of them counts
"""

from copy import deepcopy

from autograder.submission.cells import find_cell


def edit(notebook):
    copy = deepcopy(find_cell(notebook, "derivative"))
    copy["id"], copy.source = "copy", "def derivative(f, x):\n    return 'what if?'"
    notebook.cells.append(copy)
