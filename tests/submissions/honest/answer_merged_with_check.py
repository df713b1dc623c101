"""An answer merged with its check, in the cell of the check.

where: notebook
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    answer, check = find_cell(notebook, "forward_table"), find_cell(notebook, "forward_table-check")
    check.source = answer.source + "\n\n" + check.source
    notebook.cells.remove(answer)
