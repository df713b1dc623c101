"""Show a picture of three megabytes five hundred times in one text cell.

Stopped by: the page holds a picture once, and a page has a size that it does not pass.

where: notebook
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    cell = new_markdown_cell("![a](attachment:a.png)\n" * 500, id="often")
    cell["attachments"] = {"a.png": {"image/png": "QUJD" * 750_000}}
    notebook.cells.append(cell)
