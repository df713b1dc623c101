"""Add a cell that claims to be a graded one, with points.

Stopped by: an id that the set does not have is removed.

where: notebook
told: has the id `bonus`, which this set does not have; removed.
"""

from nbformat.v4 import new_code_cell


def edit(notebook):
    about = dict(
        grade_id="bonus", grade=True, locked=False, solution=False, points=50, schema_version=3
    )
    notebook.cells.append(new_code_cell("50.0", id="bonus", metadata={"nbgrader": about}))
