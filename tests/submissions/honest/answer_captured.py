"""`%%capture` at the top of an answer's cell, and a `%timeit` at its end.

where: notebook
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "derivative")
    cell.source = "%%capture out\n" + cell.source
    find_cell(notebook, "forward_table").source += "\n\n%timeit -n 1 -r 1 1 + 1"
