"""An answer written in a cell of one's own at the end; the answer's cell is left unsolved.

where: notebook
told: its answer was found in another cell
"""

from nbformat.v4 import new_code_cell

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "forward_table")
    notebook.cells.append(new_code_cell(cell.source, id="own"))
    cell.source = find_cell(RELEASED, "forward_table").source
