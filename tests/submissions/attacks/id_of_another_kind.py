"""Give nbgrader ids, points and versions that are lists, dicts, huge or negative.

Stopped by: of a submission's metadata only an id that is a text is read.

where: notebook
"""

from nbformat.v4 import new_code_cell


def edit(notebook):
    odd = [["dual"], {"a": 1}, 10**30, -1, None, True, "x" * 10**6, "", "a/../../b"]
    for i, name in enumerate(odd):
        about = {"grade_id": name, "grade": True, "points": name, "schema_version": name}
        notebook.cells.append(new_code_cell("5.0", id=f"o{i}", metadata={"nbgrader": about}))
