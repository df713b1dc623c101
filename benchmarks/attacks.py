"""What do attacks and honest accidents come to, here and under nbgrader as it is?

Hands in the same corpus twice: to a course with this package's configuration, and to one with
nbgrader's own. Attacks that would harm the machine (`stock: unsafe`) are run here only. Prints a
table of each kind, and counts. Needs bubblewrap; takes some minutes. With names of files as
arguments, it runs those only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from unittest.mock import patch

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from corpus import (  # noqa: E402
    CLASSMATES,
    POINTS,
    SEED,
    SET,
    Entry,
    grade_class,
    hand_in,
    hand_in_classmates,
    make_course,
    read,
)
from nbgrader.api import Gradebook, MissingEntry  # noqa: E402
from nbgrader.converters import Autograde  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.checks.exercise import SEED_VARIABLE  # noqa: E402
from autograder.problem_sets.log import captured_log  # noqa: E402

# nbgrader's default is no limit at all, and a table must end.
STOCK_TIMEOUT_S = 20
WIDTH = 44
Marks = dict[str, float | None]


def stock(root: Path, entries: list[Entry]) -> Marks:
    """Grade `entries` with nbgrader's own configuration; None for whom it did not grade.

    One call a student: where one call grades a class, the first notebook that it cannot read ends
    it for all.
    """
    make_course(root)
    for entry in entries:
        hand_in(root, entry)
    hand_in_classmates(root)
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "autodiff"
    config.CourseDirectory.source_directory = "_build/source"
    config.CourseDirectory.release_directory = "exercises"
    config.Execute.timeout = STOCK_TIMEOUT_S
    marks: Marks = {}
    scripts = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    with patch.dict(os.environ, {SEED_VARIABLE: str(SEED), "PATH": scripts}):
        for student in [*sorted(e.name for e in entries), *CLASSMATES]:
            directory = CourseDirectory(config=config, assignment_id=SET, student_id=student)
            failed = False
            with captured_log(), without_stderr():
                try:
                    Autograde(coursedir=directory, config=config).start()
                except (Exception, SystemExit):
                    failed = True
            marks[student] = None if failed else _score(directory, student)
    return marks


@contextmanager
def without_stderr() -> Iterator[None]:
    """Drop what kernels say of themselves as they start."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _score(directory: CourseDirectory, student: str) -> float | None:
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            score: float = gradebook.find_submission(SET, student).score
        except MissingEntry:
            return None
    return score


def shown(marks: float | None, wanted: float | None) -> str:
    """Return marks as a cell of the table; what is not as it should be is marked."""
    text = "not graded" if marks is None else f"{marks:g}"
    return text if marks == wanted else f"{text} !"


def table(kind: str, entries: list[Entry], there: Marks, here: Marks) -> None:
    """Print a line an entry."""
    print(f"\n{kind:<{WIDTH}} {'should':>10} {'nbgrader':>12} {'here':>12}")
    for entry in entries:
        title = shorten(entry.about, WIDTH, placeholder="…")
        stock_marks = shown(there[entry.name], entry.marks) if entry.stock else "not run"
        wanted = "not graded" if entry.marks is None else f"{entry.marks:g}"
        ours = shown(here[entry.name], entry.marks)
        print(f"{title:<{WIDTH}} {wanted:>10} {stock_marks:>12} {ours:>12}")


def main() -> None:
    everything: dict[str, tuple[list[Entry], Marks, Marks]] = {}
    for kind in ("attacks", "honest"):
        entries = [e for e in read(kind) if e.name in sys.argv[1:] or not sys.argv[1:]]
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            graded = grade_class(Path(folder) / "here", entries)
            here = {name: outcome.marks for name, outcome in graded.outcomes.items()}
            middle = time.perf_counter()
            safe = [entry for entry in entries if entry.stock]
            there = stock(Path(folder) / "there", safe)
            print(
                f"{kind}: {len(entries)} here in {middle - start:.0f} s, {len(safe)} under "
                f"nbgrader in {time.perf_counter() - middle:.0f} s"
            )
        everything[kind] = entries, there, here
    attacks, there, here = everything["attacks"]
    table("attack", attacks, there, here)
    honest, honest_there, honest_here = everything["honest"]
    table("honest accident", honest, honest_there, honest_here)

    run = [e for e in attacks if e.stock]
    print(f"\n{'':<{WIDTH}} {'':>10} {'nbgrader':>12} {'here':>12}")
    rows = {
        "attacks run": (len(run), len(attacks)),
        "gained marks": (gained(run, there), gained(attacks, here)),
        "lost marks, or stopped the class": (lost(run, there), lost(attacks, here)),
        "classmates whose marks changed": (changed(there), changed(here)),
        "accidents run": (len(honest), len(honest)),
        "accidents that lost marks": (lost(honest, honest_there), lost(honest, honest_here)),
    }
    for name, (stock_count, our_count) in rows.items():
        print(f"{name:<{WIDTH}} {'':>10} {stock_count:>12} {our_count:>12}")


def gained(entries: list[Entry], marks: Marks) -> int:
    """Count who got more than what they solved is worth."""
    return sum((marks[e.name] or 0) > (e.marks or 0) for e in entries)


def lost(entries: list[Entry], marks: Marks) -> int:
    """Count who got less than that, or could not be graded where they can."""
    return sum(
        e.marks is not None and (marks[e.name] is None or marks[e.name] < e.marks) for e in entries
    )


def changed(marks: Marks) -> int:
    """Count the classmates who did not get what they solved."""
    wanted = {s: sum(POINTS[name] for name in solved) for s, solved in CLASSMATES.items()}
    return sum(marks[student] != points for student, points in wanted.items())


if __name__ == "__main__":
    main()
