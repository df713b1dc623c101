"""The line `raise NotImplementedError` left standing below the answer.

where: notebook
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "derivative")
    cell.source += '\n    raise NotImplementedError("derivative")\n'
