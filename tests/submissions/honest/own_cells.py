"""Extra cells of code, text and raw text between the exercises.

where: notebook
"""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell


def edit(notebook):
    for i in range(0, 20, 4):
        notebook.cells.insert(i, new_code_cell("1 + 1", id=f"own-{i}"))
        notebook.cells.insert(i, new_markdown_cell("Trying things out.", id=f"text-{i}"))
    notebook.cells.append(new_raw_cell("kept", id="raw"))
