"""How long was an exercise worked on, as far as the notebooks that were handed in say?

A check notes in the student's notebook when it was first and last run in that kernel, and how
often (`checks.session`). Where that is missing, JupyterLab may have kept when each cell last ran.
Both are in the hands of whoever wrote the file: what is not plausible is left out, and what is left
is no proof of anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from autograder.checks import REPORT_MIME
from autograder.errors import NotebookError
from autograder.submission.cells import CHECK_SUFFIX
from autograder.submission.reading import find_notebook, regular_bytes

LARGEST = 16 * 2**20
LONGEST_TIME = 40
FIRST_YEAR = 2000
MOST_RUNS = 10_000
# A kernel that stays open over night does not work.
LONGEST_SPELL = timedelta(hours=12)
# What JupyterLab writes beside a cell, the earliest first.
STARTED, ENDED = "iopub.execute_input", "shell.execute_reply"


@dataclass(frozen=True)
class Worked:
    """What one notebook says of one exercise.

    minutes: from the first to the last run of its check; None where that is no working time. runs:
    of the check, None where only JupyterLab's times are there.
    """

    minutes: float | None
    runs: int | None


@dataclass(frozen=True)
class Spent:
    """What a class says of one exercise: medians, and how many notebooks say anything.

    noted: how many of these have it from the check itself.
    """

    minutes: float | None
    longest: float | None
    runs: float | None
    notebooks: int
    noted: int


def worked(folder: Path, problem_set: str, exercises: Collection[str]) -> dict[str, Worked]:
    """Return what the notebook in `folder` says, by exercise; nothing where it says nothing."""
    try:
        path = find_notebook(folder, problem_set)[0]
        notebook = json.loads(regular_bytes(path, LARGEST))
        cells = notebook["cells"]
    except (OSError, NotebookError, ValueError, RecursionError, KeyError, TypeError):
        return {}
    if not isinstance(cells, list):
        return {}
    found: dict[str, Worked] = {}
    before: datetime | None = None
    for exercise, cell in _checks(cells, exercises):
        ran = _ran(cell)
        if exercise not in found:
            said = next((s for s in _sessions(cell, exercise)), None)
            if said is None and ran is not None:
                said = Worked(_minutes(before, ran[0]), None)
            if said is not None:
                found[exercise] = said
        if ran is not None:
            before = ran[1]
    return found


def spent(exercise: str, notebooks: Collection[dict[str, Worked]]) -> Spent:
    """Return what all `notebooks` together say of `exercise`."""
    said = [notebook[exercise] for notebook in notebooks if exercise in notebook]
    minutes = [one.minutes for one in said if one.minutes is not None]
    runs = [one.runs for one in said if one.runs is not None]
    return Spent(
        median(minutes) if minutes else None,
        max(minutes) if minutes else None,
        median(runs) if runs else None,
        len(said),
        len(runs),
    )


def _checks(cells: list[Any], exercises: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in cells:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        if isinstance(name, str) and name.endswith(CHECK_SUFFIX):
            exercise = name.removesuffix(CHECK_SUFFIX)
            if exercise in exercises:
                yield exercise, cell


def _sessions(cell: dict[str, Any], exercise: str) -> Iterator[Worked]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        report = data.get(REPORT_MIME) if isinstance(data, dict) else None
        session = report.get("session") if isinstance(report, dict) else None
        if not report or not isinstance(session, dict) or report.get("exercise") != exercise:
            continue
        first, last, runs = (
            _time(session.get("first")),
            _time(session.get("last")),
            session.get("runs"),
        )
        if type(runs) is int and 1 <= runs <= MOST_RUNS and first and last and first <= last:
            yield Worked(_minutes(first, last), runs)


def _ran(cell: dict[str, Any]) -> tuple[datetime, datetime] | None:
    """Return when JupyterLab began and ended the cell's last run."""
    times = cell["metadata"].get("execution")
    if not isinstance(times, dict):
        return None
    begin, end = _time(times.get(STARTED)), _time(times.get(ENDED))
    return (begin, end) if begin and end and begin <= end else None


def _minutes(begin: datetime | None, end: datetime) -> float | None:
    if begin is None or not timedelta() <= end - begin <= LONGEST_SPELL:
        return None
    return (end - begin).total_seconds() / 60


def _time(text: Any) -> datetime | None:
    if not isinstance(text, str) or len(text) > LONGEST_TIME:
        return None
    try:
        time = datetime.fromisoformat(text)
        time = time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    latest = datetime.now(UTC) + timedelta(days=1)
    return time if time.year >= FIRST_YEAR and time <= latest else None
