"""What was handed in before, and what did it come to?

``attempts/<set>.jsonl`` has a line for each time that a submission was graded; nbgrader's gradebook
knows only the last. Without the file nothing but this history is lost.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from autograder.books.course import Places
from autograder.errors import NotebookError
from autograder.submission.cells import METADATA_KEY, is_check
from autograder.submission.marks import last_report
from autograder.submission.reading import find_notebook


@dataclass(frozen=True)
class Attempt:
    """One graded submission.

    notebook: a hash of its bytes. handed_in, graded: times in UTC; handed_in is the one that
    counts, None where nothing says when. again: when the same bytes were handed in once more.
    marks, points: without a penalty and marks given by hand. scores: exercise → marks. hints:
    exercise → names of hints.
    """

    student: str
    notebook: str
    handed_in: datetime | None
    graded: datetime
    marks: float = 0.0
    points: float = 0.0
    again: datetime | None = None
    scores: dict[str, float] = field(default_factory=dict)
    hints: dict[str, list[str]] = field(default_factory=dict)


def attempts(places: Places, problem_set: str) -> list[Attempt]:
    """Return all attempts at `problem_set`, in the order in which they were graded.

    A line that is damaged, by a disk that was full, is left out.
    """
    try:
        lines = places.attempts(problem_set).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return list(_read(lines))


def remember(places: Places, problem_set: str, attempt: Attempt) -> None:
    """Add a line for `attempt`. Raises OSError where it cannot be written."""
    path = places.attempts(problem_set)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(attempt), default=datetime.isoformat, ensure_ascii=False)
    _append(path, f"{line}\n".encode("utf-8", "backslashreplace"))


def counted_time(
    folder: Path,
    problem_set: str,
    stamp: Mapping[str, str],
    told: datetime | None,
    last: Attempt | None,
) -> tuple[datetime | None, datetime | None]:
    """Return when a submission counts as handed in, and when the same bytes came again, if later.

    folder: what was handed in. stamp: of its notebook (`cache.stamp`). told: what its
    ``timestamp.txt`` says. last: the attempt before. Who hands in the same bytes once more keeps
    the earlier time; where only ``timestamp.txt`` was written since, somebody corrected it, and
    the corrected time counts.
    """
    if (
        told is None
        or last is None
        or last.handed_in is None
        or last.notebook != stamp.get("notebook")
        or told <= last.handed_in
    ):
        return told, None
    if told == last.again or _written(folder, problem_set) > last.graded:
        return last.handed_in, told
    return told, None


def attempt_of(
    student: str, graded: NotebookNode, handed_in: datetime | None, again: datetime | None
) -> Attempt:
    """Return what `graded`, as `Run` leaves it, came to."""
    scores, points, hints = {}, 0.0, {}
    for cell in graded.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about.get("grade"):
            continue
        points += float(about.get("points") or 0.0)
        report = last_report(cell) if is_check(cell) else None
        if report is not None:
            exercise = str(report["exercise"])
            scores[exercise] = float(report["marks"])
            hints[exercise] = list(
                dict.fromkeys(part["hint"] for part in report["parts"] if part.get("hint"))
            )
    stamp = graded.metadata.get(METADATA_KEY, {}).get("submission", {})
    return Attempt(
        student,
        str(stamp.get("notebook", "")),
        handed_in,
        now(),
        sum(scores.values()),
        points,
        again,
        scores,
        {exercise: found for exercise, found in hints.items() if found},
    )


def _written(folder: Path, problem_set: str) -> datetime:
    """Return when the notebook came into `folder`: a copy keeps its other times, not this one."""
    try:
        changed = find_notebook(folder, problem_set)[0].lstat().st_ctime
    except (OSError, NotebookError):
        changed = 0.0
    return datetime.fromtimestamp(changed, UTC).replace(tzinfo=None)


def now() -> datetime:
    """Return the time, in UTC and without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _append(path: Path, line: bytes) -> None:
    """Add `line` in one go; a line that was cut off before it is ended first."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "rb+", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)


def _plain(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)


def _sound(attempt: Attempt) -> bool:
    """Whether a line, which anybody can edit, has words and numbers where they belong."""
    numbers = (attempt.marks, attempt.points)
    return (
        isinstance(attempt.student, str)
        and isinstance(attempt.notebook, str)
        and isinstance(attempt.graded, datetime)
        and all(isinstance(n, int | float) and math.isfinite(n) for n in numbers)
        and isinstance(attempt.scores, dict)
        and isinstance(attempt.hints, dict)
    )


def _read(lines: list[str]) -> Iterator[Attempt]:
    for line in lines:
        try:
            about = json.loads(line)
            for key in ("handed_in", "graded", "again"):
                if about[key] is not None:
                    time = datetime.fromisoformat(about[key])
                    about[key] = time if time.tzinfo is None else _plain(time)
            attempt = Attempt(**about)
            if _sound(attempt):
                yield attempt
        except (ValueError, TypeError, KeyError, OverflowError):
            continue
