"""Let the answer's cell claim the check's id.

Stopped by: the id's own text is put back.

where: notebook
"""


def edit(notebook):
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade_id") == "dual":
            about["grade_id"], about["grade"], about["points"] = "dual-check", True, 5
            cell.source = "5.0"
