"""Raise the points of an exercise that is solved, in the check cell's metadata.

Stopped by: points are those of the released notebook.

where: notebook
solved: dual
marks: 5
"""


def edit(notebook):
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            about["points"] = 1000
            about["max_points"] = about["score"] = 1000
