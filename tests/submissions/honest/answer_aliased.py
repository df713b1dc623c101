"""A function under a name of one's own, with the asked name as an alias.

where: notebook
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "forward_table")
    cell.source = cell.source.replace("def forward_table", "def my_table")
    cell.source += "\n\n\nforward_table = my_table"
