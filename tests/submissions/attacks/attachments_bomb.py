"""Attach pictures of forty megabytes in all to a text cell.

Stopped by: more attachments than anybody needs are left out, with a message.

where: notebook
stock: unsafe
told: attached images that are too large
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    cell = new_markdown_cell("![a](attachment:a.png)", id="bomb")
    cell["attachments"] = {f"{i}.png": {"image/png": "QUJD" * 1_000_000} for i in range(10)}
    notebook.cells.append(cell)
