"""How does a student's file become the notebook to run, hidden tests included, without a database?

The steps are nbgrader's, before it executes a notebook: sanitize, and take from the gradebook what
the instructor wrote. What the gradebook knows comes along as plain values, so that this can be
done in many processes at once; none of them needs nbgrader, which takes seconds to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.submission.cache import stamp
from autograder.submission.cells import METADATA_KEY, grade_id, is_locked
from autograder.submission.clean import repair
from autograder.submission.files import Files, beside
from autograder.submission.reading import find_notebook, read_notebook


@dataclass(frozen=True)
class SourceCell:
    """A cell as the instructor wrote it. max_score: its points, None where it has none."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    max_score: float | None


@dataclass(frozen=True)
class SourceCells:
    """What the gradebook knows of a released notebook: plain values that a worker can be sent."""

    cells: dict[str, SourceCell]
    kernelspec: dict[str, Any] | None


def prepared(
    folder: Path, name: str, released: NotebookNode, source: SourceCells
) -> tuple[NotebookNode, Files]:
    """Return the notebook `name` that a student handed in in `folder`, ready to be run.

    With it come the files beside it. Its metadata say what was repaired and which file it was.
    Raises NotebookError where there is no notebook to be had.
    """
    file, said = find_notebook(folder, name, released)
    submission, read = read_notebook(file)
    notebook, repairs = sanitized(submission, released, source)
    notebook.metadata[METADATA_KEY] = {
        "repairs": [*([said] if said else []), *read, *repairs],
        "submission": stamp(file),
    }
    return notebook, beside(file.parent)


def sanitized(
    submission: NotebookNode, released: NotebookNode, source: SourceCells
) -> tuple[NotebookNode, list[str]]:
    """Return `submission` repaired, with the hidden tests in, and what was repaired.

    What `steps.Clean` and nbgrader's ClearOutput, DeduplicateIds, OverwriteKernelspec and
    OverwriteCells make of it. submission: as `read_notebook` returns it; it is used up.
    """
    # No cell has outputs and no id is there twice after this: ClearOutput and DeduplicateIds
    # would find nothing to do.
    notebook, repairs = repair(submission, released)
    if source.kernelspec:
        notebook.metadata["kernelspec"] = source.kernelspec
    for cell in notebook.cells:
        _overwrite(cell, source)
    return notebook, repairs


def _overwrite(cell: NotebookNode, source: SourceCells) -> None:
    """Do what nbgrader's OverwriteCells does to a cell whose type `clean` has put right."""
    name = grade_id(cell)
    if name is None:
        return
    about = cell.metadata.nbgrader
    original = source.cells.get(name)
    if original is None:
        del about["grade_id"]
        return
    if is_locked(cell) != original.locked:
        about["locked"] = original.locked
    worth = original.max_score
    if about.get("grade") and worth is not None and float(about["points"]) != worth:
        about["points"] = worth
    about["checksum"] = original.checksum
    if original.locked:
        cell.source = original.source
