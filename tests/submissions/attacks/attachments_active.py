"""Attach what is no picture: a page with a script, under names that lead elsewhere.

Stopped by: of attachments only pictures under plain names are kept.

where: notebook
absent: alert(1)
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    cell = new_markdown_cell("![a](attachment:a.svg)", id="active")
    page = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    cell["attachments"] = {
        "a.svg": {"image/svg+xml": page},
        "../../left-behind-by-an-attack": {"image/png": "QUJD"},
        'b.png"><script>alert(1)</script>': {"image/png": "QUJD"},
    }
    notebook.cells.append(cell)
