"""Tabulators in place of spaces in every answer.

where: notebook
"""


def edit(notebook):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = cell.source.replace("    ", "\t")
