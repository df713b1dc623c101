"""Whose graded notebook has a certain hint?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.books.course import Course
from autograder.errors import CourseError
from autograder.submission.cells import CHECK_SUFFIX, grade_id, is_check, read
from autograder.submission.marks import last_report
from autograder.terminal import printable

MOST_TOLD = 40


def hints_of(course: Course, problem_set: str) -> dict[tuple[str, str], list[str]]:
    """Return (exercise, hint) → who got it, from the graded notebooks of `problem_set`."""
    found: dict[tuple[str, str], list[str]] = {}
    for student in course.students(problem_set):
        try:
            notebook = read(course.graded(student, problem_set))
        except (OSError, ValueError):
            continue
        for cell in notebook.cells:
            report = last_report(cell) if is_check(cell) else None
            exercise = str(grade_id(cell)).removesuffix(CHECK_SUFFIX)
            parts = (report or {}).get("parts", [])
            names = [str(hint) for p in parts for hint in p.get("hints") or [p.get("hint")] if hint]
            for hint in dict.fromkeys(names):
                found.setdefault((exercise, hint), []).append(student)
    return found


def who_got(
    root: Path,
    problem_set: str,
    hint: str,
    exercise: str | None = None,
    students: Sequence[str] = (),
) -> list[str]:
    """Return who of `students` (everybody where empty) got `hint`, in `exercise` where it is given.

    Raises CourseError, which names the hints that there are, where nobody did.
    """
    course = Course.at(root)
    found = hints_of(course, problem_set)
    got = {
        student
        for (where, name), theirs in found.items()
        for student in theirs
        if name == hint and exercise in (None, where) and (not students or student in students)
    }
    if got:
        return sorted(got)
    place = f"{problem_set}, {exercise}" if exercise else problem_set
    counts = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    if exercise and any(where == exercise for where, _ in found):
        counts = [item for item in counts if item[0][0] == exercise]
    told = [f"{where}: {name} ({len(theirs)})" for (where, name), theirs in counts[:MOST_TOLD]]
    more = f", and {len(counts) - MOST_TOLD} more" if len(counts) > MOST_TOLD else ""
    there = f"There are: {', '.join(told)}{more}." if told else "No graded notebook has a hint."
    raise CourseError(f"{printable(place)}: nobody got the hint {printable(hint)!r}. {there}")
