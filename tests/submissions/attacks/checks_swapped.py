"""Swap the ids of the check cells, so that an easy exercise's check wins a hard one's points.

Stopped by: each id gets its own released text back.

where: notebook
solved: forward_table
marks: 0
"""


def edit(notebook):
    checks = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    first, last = checks[0].metadata["nbgrader"], checks[-1].metadata["nbgrader"]
    first["grade_id"], last["grade_id"] = last["grade_id"], first["grade_id"]
    first["points"] = last["points"] = 100
