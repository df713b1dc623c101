"""Tag the check cells `skip-execution`: a check that does not run has full marks in nbgrader.

Stopped by: tags are removed, and a check without a number gets 0.

where: notebook
told: had the tags skip-execution; removed.
"""


def edit(notebook):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = ["skip-execution"]
