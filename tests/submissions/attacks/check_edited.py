"""Replace the text of the check cells by a number.

Stopped by: check cells get their own text back.

where: notebook
told: had been changed; its own text was put back.
"""


def edit(notebook):
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            cell.source = str(float(about["points"]))
