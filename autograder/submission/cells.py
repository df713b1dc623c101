"""Which cell of a notebook answers which exercise, and which checks it?

The cell that answers an exercise has the exercise's name as its ``grade_id``; the cell that checks
it has ``<exercise>-check``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.errors import SourceError

CHECK_SUFFIX = "-check"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
METADATA_KEY = "autograder"


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


def read(path: Path) -> NotebookNode:
    """Return the notebook in `path`, a file that this package wrote: it is not checked again.

    Raises OSError where there is none, ValueError where it is damaged.
    """
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


def read_released(path: Path) -> NotebookNode:
    """Return the released notebook in `path`, which each process reads once; do not change it."""
    about = path.stat()
    return _read_released(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=8)
def _read_released(path: Path, changed: int, size: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def repairs(notebook: NotebookNode) -> list[str]:
    """Return what was repaired in a graded `notebook`, a sentence each."""
    found = notebook.metadata.get(METADATA_KEY, {}).get("repairs", [])
    return [str(sentence) for sentence in found]


def about_files(notebook: NotebookNode) -> list[str]:
    """Return what a graded `notebook` did not find beside it, a sentence each."""
    found = notebook.metadata.get(METADATA_KEY, {}).get("files", [])
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


def checks_module(notebook: NotebookNode) -> str | None:
    """Return the name of the module that the check cells of `notebook` import as ``check``."""
    for cell in notebook.cells:
        if is_check(cell):
            found = re.search(
                r"^(?:from (autograder\.checks) )?import (\w+) as check$", cell.source, re.MULTILINE
            )
            if found:
                return f"{found[1]}.{found[2]}" if found[1] else found[2]
    return None


def exercise_names(notebook: NotebookNode) -> list[str]:
    """Return the names of the autograded exercises of `notebook`, in its order."""
    return [
        name.removesuffix(CHECK_SUFFIX)
        for cell in notebook.cells
        if (name := grade_id(cell)) and name.endswith(CHECK_SUFFIX)
    ]
