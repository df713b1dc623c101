"""Tags that a student sets for themselves.

where: notebook
"""


def edit(notebook):
    notebook.cells[3].metadata["tags"] = ["todo", "hide-input"]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = ["important"]
