"""A print added to a check cell, and the call of its hidden run tried.

where: notebook
told: its own text was put back
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    find_cell(notebook, "dual-check").source += "\nprint('checked')\ncheck.dual.hidden(Dual)"
