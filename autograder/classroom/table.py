"""Which table of a class's marks does a spreadsheet, or another program, read?

A line a student: who they are, each exercise, what coming late costs, the total, and what is still
missing. A cell without a number is empty; no cell is taken for a formula.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from autograder.books.attempts import attempts
from autograder.books.course import Course
from autograder.books.roster import Person, Roster, key
from autograder.books.tables import to_bytes, write_whole
from autograder.classroom.report import ClassReport, Row
from autograder.terminal import FORMULA, printable

WHO = ("id", "first_name", "last_name", "email", "lms_id")
WHAT = (
    "penalty",
    "total",
    "points",
    "late",
    "attempts",
    "hints",
    "to_mark",
    "not_graded",
    "isolated",
)
LONGEST_CELL = 5000


def write_table(root: Path, report: ClassReport, path: Path) -> None:
    """Write the marks of `report` on the course in `root` to `path`, whole or not at all."""
    course = Course.at(root)
    write_whole(path, table(report, Roster.of(course), tries(course, report.problem_set)))


def tries(course: Course, problem_set: str) -> Counter[str]:
    """Return how many different notebooks of each student were graded."""
    return Counter(
        student for student, _ in {(a.student, a.notebook) for a in attempts(course, problem_set)}
    )


def table(report: ClassReport, roster: Roster, attempted: Counter[str]) -> bytes:
    """Return the marks of `report` as a CSV file: who handed in, then who of the roster did not."""
    points = sum(report.points.values())
    # An exercise can be called like one of our columns; then it says what it is.
    names = [f"exercise {n}" if n in (*WHO, *WHAT) else n for n in report.points]
    rows = [[*WHO, *map(_cell, names), *WHAT]]
    there = {key(row.student) for row in report.rows}
    missing = [
        Row(person.id, problem="has not handed in")
        for person in roster.people
        if key(person.id) not in there
    ]
    strangers = [
        Row(name, problem="not graded: nobody in the roster is called so")
        for name in report.strangers
    ]
    for row in [*report.rows, *strangers, *missing]:
        person = roster.by_id(row.student) or Person(row.student)
        graded = row.problem is None
        hints = [f"{name}: {', '.join(r.hints)}" for name, r in row.results.items() if r.hints]
        scores = [row.results[n].marks if n in row.results else None for n in report.points]
        rows.append(
            [
                _cell(row.student),
                *(_cell(getattr(person, name)) for name in WHO[1:]),
                *map(_number, scores),
                _number(row.penalty if graded else None),
                _number(row.total if graded else None),
                _number(points),
                "" if not graded else "yes" if row.late else "no",
                str(attempted[row.student]),
                _cell("; ".join(hints)),
                str(row.to_mark) if graded else "",
                _cell(row.problem or ""),
                "" if not graded else "yes" if row.isolated else "no",
            ]
        )
    return to_bytes(rows)


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{round(value, 6):.10g}"


def _cell(text: str) -> str:
    plain = printable(text, LONGEST_CELL)
    return f"'{plain}" if plain.lstrip(" '").startswith(FORMULA) else plain
