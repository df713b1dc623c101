"""A picture dropped into a text cell, whose name has a blank.

where: notebook
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    cell = new_markdown_cell("![notes](attachment:my%20notes.png)", id="notes")
    cell["attachments"] = {"my notes.png": {"image/png": "QUJD"}}
    notebook.cells.append(cell)
