"""Hand in a cell of six megabytes, which takes minutes to colour in the feedback.

Stopped by: a cell that nobody can read is left out, with a message.

where: notebook
stock: unsafe
told: is too long to be graded
"""

from nbformat.v4 import new_code_cell


def edit(notebook):
    notebook.cells.append(new_code_cell("x = '''" + "a [" * 2_000_000, id="huge"))
