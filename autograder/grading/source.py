"""Where does a problem set come from, and which of its cells answer which exercise?

A set's source is the text notebook ``solutions/<set>.md`` (MyST, jupytext) with nbgrader's
metadata. The cell that answers an exercise has the exercise's name as its ``grade_id``; the cell
that checks it has ``<exercise>-check``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

CHECK_SUFFIX = "-check"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
METADATA_KEY = "autograder"


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
    import jupytext  # here, because it takes longer to import than most commands run

    try:
        notebook = jupytext.read(path, fmt="md:myst")
    except Exception as error:
        raise SourceError(f"{path}: not a MyST notebook that jupytext can read: {error}") from error
    # Ids by position and no metadata of a machine: the same text always gives the same notebook.
    for i, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{i:03d}"
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def sync_sources(root: Path) -> None:
    """Bring ``root/_build/source/<set>/<set>.ipynb``, which nbgrader reads, up to date.

    Raises SourceError for a source that cannot be read, after the others are done.
    """
    failed = None
    for problem_set in problem_sets(root):
        text = root / "solutions" / f"{problem_set}.md"
        target = root / "_build" / "source" / problem_set / f"{problem_set}.ipynb"
        newest = max(text.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
        if target.is_file() and target.stat().st_mtime_ns > newest:
            continue
        try:
            notebook = read_source(root, problem_set)
        except SourceError as error:
            failed = error
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # Renamed into place: another command may be reading it at this moment.
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        nbformat.write(notebook, draft)
        os.replace(draft, target)
    if failed:
        raise failed


def grade_id(cell: NotebookNode) -> str | None:
    """Return nbgrader's id of `cell`, or None for a plain cell."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return str(name) if name else None


def is_check(cell: NotebookNode) -> bool:
    """Say whether `cell` is a check cell, which gives marks without a person."""
    about = cell.metadata.get("nbgrader", {})
    given = about.get("grade", False) and not about.get("solution", False)
    return cell.cell_type == "code" and bool(given)


def is_solution(cell: NotebookNode) -> bool:
    """Say whether `cell` is for the student's answer."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution", False))


def repairs(notebook: NotebookNode) -> list[str]:
    """Return what was repaired in a graded `notebook`, a sentence each."""
    found = notebook.metadata.get(METADATA_KEY, {}).get("repairs", [])
    return [str(sentence) for sentence in found]


def is_locked(cell: NotebookNode) -> bool:
    """Say whether `cell` is released locked: its text is the instructor's."""
    about = cell.metadata.get("nbgrader", {})
    return not is_solution(cell) and bool(about.get("grade") or about.get("locked"))


def new_output(kind: str, **fields: Any) -> NotebookNode:
    """Return an output of a cell; nbformat's own function holds each against its schema."""
    defaults: dict[str, Any] = {}
    if kind in ("display_data", "execute_result"):
        defaults["metadata"] = {}
    if kind == "execute_result":
        defaults["execution_count"] = None
    made: NotebookNode = nbformat.from_dict({"output_type": kind, **defaults, **fields})
    return made


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
