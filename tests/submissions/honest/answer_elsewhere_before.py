"""An answer written in a cell of one's own before the answer's cell, which is left unsolved.

where: notebook
told: its answer was found in another cell
"""

from nbformat.v4 import new_code_cell

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "derivative")
    notebook.cells.insert(notebook.cells.index(cell), new_code_cell(cell.source, id="own"))
    cell.source = find_cell(RELEASED, "derivative").source
