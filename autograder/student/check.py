"""How does a student see, before handing in, what the checks say about the whole notebook?

Needs only what a student's notebook needs: no nbgrader, no gradebook, no secret seed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder.checks import Exercise, exercises
from autograder.checks.exercise import SEED_VARIABLE
from autograder.checks.progress import Overview, Row, by_person, row_of
from autograder.errors import NotebookError
from autograder.student.kernel import ThisPython
from autograder.submission.cells import CHECK_SUFFIX, grade_id
from autograder.submission.files import Files, beside, sentences, used
from autograder.submission.marks import last_report, pass_silent, settle

TIMEOUT_S = 60


@dataclass
class Checked:
    """One exercise of the notebook: its marks on the open inputs and the findings as text."""

    name: str
    marks: float
    points: float
    findings: str
    row: Row


@dataclass
class CheckedNotebook:
    """A notebook's exercises, and the answers that a person marks, with their points."""

    exercises: list[Checked]
    by_person: dict[str, float]

    def __iter__(self) -> Iterator[Checked]:
        return iter(self.exercises)


def check(path: Path, tell: Callable[[str], None] = print) -> CheckedNotebook:
    """Run the notebook at `path` in a new kernel and return what its checks found.

    It runs where grading runs it: in a folder with a copy of what may be handed in with it, and
    nothing else. tell: called with a line when something needs to be known: a cell that stopped
    with an error, a file that is used or is missing.

    Raises NotebookError where `path` is no notebook of this course.
    """
    notebook = _read(path)
    checks = [c for c in notebook.cells if (grade_id(c) or "").endswith(CHECK_SUFFIX)]
    if not checks:
        raise NotebookError(
            f"{path}: no check cell of this course is in it. Expected is a notebook of "
            "the course, such as ps2_forward/ps2_forward.ipynb, with your answers."
        )
    files = beside(path.parent)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        files.lay(Path(place))
        _run(notebook, Path(place))
    for i, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error" and cell not in checks:
                name = grade_id(cell)
                first = next(filter(None, map(str.strip, cell.source.splitlines())), "")
                label = f"The cell `{name}`" if name else f"Cell {i}, `{first[:60]}`,"
                # Without the arrows and colours of the traceback: the notebook has them.
                tell(f"{label} stopped with {output.ename}: {output.evalue}".rstrip(": "))
    for line in _about_files(files, notebook.cells):
        tell(line)
    found = []
    for cell in checks:
        unrun = cell.metadata.get("unrun")
        if unrun is None:
            pass_silent(cell)
        settle(cell, unrun, hidden=False)
        shown = [o for o in cell.outputs if o.output_type in ("stream", "display_data")]
        text = "\n".join(_text(output) for output in shown).strip()
        marks = float(cell.outputs[-1].data["text/plain"])
        name = str(grade_id(cell)).removesuffix(CHECK_SUFFIX)
        points = float(cell.metadata["nbgrader"].get("points", 0))
        report = last_report(cell)
        row = Row(name, marks, points) if report is None else row_of(report)
        found.append(Checked(name, marks, points, text, row))
    for exercise in _missing(checks):
        words = (
            f"The check of `{exercise.name}` is missing. Copy its cell back from the notebook as "
            "you got it; when graded, it will be put back."
        )
        row = Row(exercise.name, 0.0, exercise.points, "its check is missing", started=False)
        found.append(Checked(exercise.name, 0.0, exercise.points, words, row))
    return CheckedNotebook(found, _by_person(notebook))


def to_table(found: CheckedNotebook) -> str:
    """Return the marks on the open inputs, what is left, and what a person marks, as a table."""
    rows = [checked.row for checked in found]
    return Overview([*rows, *by_person(found.by_person.items())]).to_text()


def _by_person(notebook: NotebookNode) -> dict[str, float]:
    """Return the cells whose answers a person marks, with their points."""
    about = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    by_hand = [a for a in about if a.get("grade") and (a.get("solution") or a.get("task"))]
    return {str(a["grade_id"]): float(a.get("points", 0)) for a in by_hand}


def _read(path: Path) -> NotebookNode:
    if not path.is_file():
        raise NotebookError(f"{path}: there is no such file.")
    if path.suffix != ".ipynb":
        raise NotebookError(
            f"{path}: not a notebook; a file whose name ends in .ipynb is expected."
        )
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:
        reason = re.sub(r"\s+", " ", str(error.__cause__ or error))[:160]
        raise NotebookError(
            f"{path}: cannot be read as a notebook ({reason}). Open it in Jupyter and save it anew."
        ) from error


def _about_files(files: Files, cells: list[NotebookNode]) -> Iterator[str]:
    """Yield what needs to be known of the files beside the notebook, or that ought to be there."""
    if named := used(files, cells):
        yield f"The notebook uses {', '.join(named)} beside it. Hand in such files with it."
    yield from sentences(files, cells)


def _run(notebook: NotebookNode, place: Path) -> None:
    client = NotebookClient(
        notebook,
        kernel_manager_class=ThisPython,
        allow_errors=True,
        timeout=TIMEOUT_S,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "CellTimeoutError", "evalue": "", "traceback": []},
        skip_cells_with_tag="",
        record_timing=False,
        resources={"metadata": {"path": str(place)}},
    )
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    # The secret seed is the course's: here the open inputs alone are asked for.
    environment = {k: v for k, v in os.environ.items() if k != SEED_VARIABLE}
    with client.setup_kernel(env=environment):
        for i, cell in enumerate(notebook.cells):
            if grade_id(cell) == "progress":
                continue  # the table here says the same
            _progress(i + 1, len(notebook.cells))
            try:
                client.execute_cell(cell, i)
            except (DeadKernelError, CellTimeoutError) as error:
                reason = "ended-python" if isinstance(error, DeadKernelError) else "too-slow"
                for later in notebook.cells[i:]:
                    later.metadata["unrun"], reason = reason, "not-run"
                break
    _progress(0, 0)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        text = f"running cell {done} of {total} " if total else " " * 40
        print(f"\r{text}", end="" if total else "\r", file=sys.stderr, flush=True)


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text).rstrip()
    return str(output.get("data", {}).get("text/plain", ""))


def _missing(checks: list[NotebookNode]) -> list[Exercise]:
    imported = re.search(r"from autograder\.checks import (\w+)", checks[0].source)
    if not imported:
        return []
    there = {(last_report(c) or {}).get("exercise") for c in checks}
    there |= {str(grade_id(c)).removesuffix(CHECK_SUFFIX) for c in checks}
    return [e for e in exercises(imported[1]) if e.name not in there]
