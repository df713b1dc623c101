"""Where does a problem set come from, and which of its cells answer which exercise?

A set's source is the text notebook ``solutions/<set>.md`` (MyST, jupytext) with nbgrader's
metadata. The cell that answers an exercise has the exercise's name as its ``grade_id``; the cell
that checks it has ``<exercise>-check``.
"""

from __future__ import annotations

from pathlib import Path

import jupytext
from nbformat import NotebookNode

CHECK_SUFFIX = "-check"


class SourceError(ValueError):
    """A problem set's source is missing or lacks a cell."""


def problem_sets(root: Path) -> list[str]:
    """Return the names of the sets in ``root/solutions``, sorted."""
    return sorted(path.stem for path in (root / "solutions").glob("*.md"))


def read_source(root: Path, problem_set: str) -> NotebookNode:
    """Return the instructor's notebook of `problem_set`, solutions and hidden tests included.

    Raises SourceError where there is no such set.
    """
    path = root / "solutions" / f"{problem_set}.md"
    if not path.is_file():
        known = ", ".join(problem_sets(root)) or "none"
        raise SourceError(f"{path}: no such problem set. There are: {known}.")
    notebook = jupytext.read(path, fmt="md:myst")
    # Ids by position, so that the same text always gives the same notebook.
    for i, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{i:03d}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def grade_id(cell: NotebookNode) -> str | None:
    """Return nbgrader's id of `cell`, or None for a plain cell."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return str(name) if name else None


def find_cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the cell of `notebook` whose ``grade_id`` is `name`; raises SourceError if none is."""
    for cell in notebook.cells:
        if grade_id(cell) == name:
            return cell
    raise SourceError(f"no cell has the grade_id {name!r}")


def exercise_names(notebook: NotebookNode) -> list[str]:
    """Return the names of the autograded exercises of `notebook`, in its order."""
    return [
        name.removesuffix(CHECK_SUFFIX)
        for cell in notebook.cells
        if (name := grade_id(cell)) and name.endswith(CHECK_SUFFIX)
    ]
