"""Unlock the check cells, or call them answers, so that their text is not put back.

Stopped by: metadata are those of the released notebook.

where: notebook
"""


def edit(notebook):
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            about["locked"], about["solution"] = False, True
            cell.source = "5.0"
