"""Which marks go out to an LMS, for whom, and who is left as they are?

Marks are the totals of the gradebook, with those given by hand and what coming late costs. A row
whose mark is in any doubt is named and left alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.books.roster import Person, Roster, key
from autograder.classroom.report import ClassReport, Row
from autograder.errors import CourseError
from autograder.lms.canvas import CanvasGradebook, canvas_person
from autograder.lms.moodle import Worksheet, number, person_of
from autograder.terminal import printable

ALIKE = 0.005  # an LMS shows two decimals of a maximum
PAGE = ".html"


@dataclass
class Out:
    """What goes out. same: how many stand there already; left: a sentence for each row left."""

    data: bytes = b""
    written: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)


def standings(report: ClassReport) -> dict[str, Row]:
    """Return the rows of `report` by the student's id, whatever its case and normal form."""
    return {key(row.student): row for row in report.rows}


def withheld(row: Row | None, unfinished: bool) -> str:
    """Return why there is no mark to send; "" where there is one."""
    if row is None:
        return "has not handed in"
    if row.problem:
        return row.problem
    if row.total is None or not math.isfinite(row.total):
        return "not graded: the gradebook has no total"
    to_mark = row.to_mark
    if to_mark and not unfinished:
        answers = "1 answer is" if to_mark == 1 else f"{to_mark} answers are"
        return f"{answers} still to be marked by a person; --unfinished sends the marks so far"
    return ""


def for_moodle(
    sheet: Worksheet,
    report: ClassReport,
    roster: Roster,
    said: Mapping[str, str],
    *,
    unfinished: bool = False,
    scale: bool = False,
) -> Out:
    """Return Moodle's worksheet with the marks of `report` in it.

    Raises CourseError where its maximum is another than the set's and `scale` is not said.
    """
    factor = _factor(sheet.path, sheet.maximum, report, scale)
    out, grades = Out(), {}
    rows = standings(report)
    people, out.left = whose(sheet, roster, said)
    for line in sheet.lines:
        if line.row not in people:
            continue
        person = people[line.row]
        row = rows.get(key(person.id))
        name = f"{printable(line.identifier)} ({printable(person)})"
        why = withheld(row, unfinished)
        if not why and line.locked:
            why = "locked in Moodle"
        if not why:
            assert row is not None
            assert row.total is not None
            mark = row.total * factor
            text = number(mark, sheet.comma)
            why = _outside(mark, sheet.maximum)
        if why:
            out.left.append(f"{name}: {why}")
        elif _same(line.grade, text):
            out.same += 1
        else:
            grades[line.row] = mark
    out.left += _missing(report, people.values())
    out.written = len(grades)
    out.data = sheet.with_grades(grades)
    return out


def for_canvas(
    gradebook: CanvasGradebook,
    title: str | None,
    report: ClassReport,
    roster: Roster,
    said: Mapping[str, str],
    *,
    unfinished: bool = False,
    scale: bool = False,
) -> Out:
    """Return what Canvas imports: who is known and has a mark, and one assignment.

    title: the assignment's; where None, it is called like the set. Raises CourseError where there
    is no telling which it is, or its points are others and `scale` is not said.
    """
    column = gradebook.column(title or report.problem_set)
    points = gradebook.points(column)
    factor = 1.0 if not points else _factor(gradebook.path, points, report, scale)
    rows = standings(report)
    out, marks = Out(), {}
    found = {line.row: canvas_person(line, roster, said) for line in gradebook.lines}
    twice = _twice(person for person, _ in found.values())
    for line in gradebook.lines:
        person, why = found[line.row]
        name = f"line {gradebook.table.line(line.row)} ({printable(line.name)})"
        if person is not None:
            row = rows.get(key(person.id))
            why = _also(person, twice) or withheld(row, unfinished)
            if not why and gradebook.is_excused(line.row, column):
                why = "excused in Canvas"
            if not why:
                assert row is not None
                assert row.total is not None
                mark = row.total * factor
                why = _outside(mark, points or None)
        if why:
            out.left.append(f"{name}: {why}")
        else:
            marks[line.row] = mark
    out.left += _missing(report, [p for p, _ in found.values() if p is not None])
    out.written = len(marks)
    out.data = gradebook.with_marks(column, marks)
    return out


def whose(
    sheet: Worksheet, roster: Roster, said: Mapping[str, str]
) -> tuple[dict[int, Person], list[str]]:
    """Return who of `roster` the rows of a worksheet are about, and which rows are nobody's."""
    found = {line.row: person_of(line, roster, said) for line in sheet.lines}
    twice = _twice(person for person, _ in found.values())
    people, left = {}, []
    for line in sheet.lines:
        person, why = found[line.row]
        why = why if person is None else _also(person, twice)
        if why or person is None:
            left.append(f"{printable(line.identifier)} ({printable(line.name)}): {why}")
        else:
            people[line.row] = person
    return people, left


def said_by(pairs: Sequence[tuple[str, str]], roster: Roster) -> dict[str, str]:
    """Return what an instructor said, name → id; raises CourseError where an id is nobody's."""
    for name, student in pairs:
        if roster.by_id(student) is None:
            raise CourseError(
                f"--as {printable(name)}={printable(student)}: nobody of the roster has the id "
                f"`{printable(student)}`. `autograder roster` shows them."
            )
    return {key(name): student for name, student in pairs}


def not_in(report: ClassReport, people: Iterable[Person]) -> list[Row]:
    """Return who is graded and not among `people`."""
    known = {key(person.id) for person in people}
    return [
        row
        for row in report.rows
        if row.problem is None and row.total is not None and key(row.student) not in known
    ]


def _missing(report: ClassReport, people: Iterable[Person]) -> list[str]:
    return [f"{row.name}: graded, and in no row of the file" for row in not_in(report, people)]


def _twice(people: Iterable[Person | None]) -> set[str]:
    counts = Counter(person.id for person in people if person is not None)
    return {student for student, times in counts.items() if times > 1}


def _also(person: Person, twice: set[str]) -> str:
    if person.id not in twice:
        return ""
    return f"more than one row may be {printable(person)}; say with --as NAME=ID who is who"


def _factor(path: Path, maximum: float, report: ClassReport, scale: bool) -> float:
    points = sum(report.points.values())
    if abs(maximum - points) < ALIKE:
        return 1.0
    if not scale:
        raise CourseError(
            f"{path}: the most that can be had is {maximum:g} there, and {points:g} in "
            f"{report.problem_set}. Change the assignment's maximum in the LMS and download the "
            "file again, or send marks in proportion with --scale."
        )
    if not points:
        raise CourseError(f"{report.problem_set}: it gives no points, so nothing can be scaled.")
    return maximum / points


def _outside(mark: float, maximum: float | None) -> str:
    if maximum is not None and mark > maximum + 1e-9:
        return f"{number(mark)} is more than the maximum of {maximum:g}, which the LMS refuses"
    if mark < 0:
        return f"{number(mark)} is less than 0, which the LMS refuses"
    return ""


def _same(there: str, text: str) -> bool:
    try:
        return float(there.replace(",", ".")) == float(text.replace(",", "."))
    except ValueError:
        return False
