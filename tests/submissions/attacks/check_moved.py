"""Move the check cells to the top, where the names that they check are not defined yet, in the hope
that an error is full marks.

Stopped by: a check without an answer gets 0, and a check before its answer is moved behind it.

where: notebook
solved: dual
marks: 5
"""


def edit(notebook):
    checks = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    notebook.cells = checks + [c for c in notebook.cells if c not in checks]
