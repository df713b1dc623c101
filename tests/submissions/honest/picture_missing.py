"""A text cell copied from another notebook: it shows an attached picture that did not come along.

where: notebook
told: shows an attached picture that is not in the notebook
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    notebook.cells.append(new_markdown_cell("![notes](attachment:notes.png)", id="notes"))
