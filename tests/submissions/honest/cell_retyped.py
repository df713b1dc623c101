"""The answer's cell turned into text by a slip on the keyboard (`m` in command mode).

where: notebook
told: had become a markdown cell; changed back.
"""

from nbformat.v4 import new_markdown_cell

from autograder.submission.cells import find_cell


def edit(notebook):
    cell = find_cell(notebook, "derivative")
    at = notebook.cells.index(cell)
    notebook.cells[at] = new_markdown_cell(cell.source, metadata=cell.metadata, id="retyped")
