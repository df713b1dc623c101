"""Delete the check cells.

Stopped by: check cells are put back.

where: notebook
told: was missing; put back as it was released.
"""


def edit(notebook):
    notebook.cells = [c for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("grade")]
