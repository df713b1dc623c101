"""Name cells with letters that look like those of an exercise, or with spaces around them.

Stopped by: an id that the set does not have is removed.

where: notebook
"""

from nbformat.v4 import new_code_cell


def edit(notebook):
    for i, name in enumerate(("duаl-check", " dual-check", "dual-check\u200b", "DUAL-CHECK")):
        about = dict(grade_id=name, grade=True, locked=True, solution=False, points=5)
        notebook.cells.append(new_code_cell("5.0", id=f"l{i}", metadata={"nbgrader": about}))
