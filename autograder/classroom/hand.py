"""How does a person give marks without a browser, with the marking guide beside the answer?

The same rows of the gradebook as formgrader writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy import select

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.books.statements import (
    ASSIGNMENT,
    CELL,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    SUBMISSION,
    SUBMITTED,
)
from autograder.classroom.marking import guides
from autograder.errors import CourseError
from autograder.submission.cells import CHECK_SUFFIX, grade_id, is_solution, read
from autograder.terminal import printable


@dataclass(frozen=True)
class Waiting:
    """An answer that a person has to mark.

    before: the marks that a person gave before the answer was graded again; None where nobody has.
    """

    student: str
    exercise: str
    points: float
    before: float | None = None


def waiting(root: Path, problem_set: str) -> list[Waiting]:
    """Return the answers of `problem_set` that wait for a person, exercise by exercise.

    With those that were graded again since a person marked them: they may have changed.
    """
    found = (
        select(SUBMISSION.c.student_id, CELL.c.name, GRADE_CELL.c.max_score, GRADE.c.manual_score)
        .join(SUBMITTED, SUBMITTED.c.id == GRADE.c.notebook_id)
        .join(SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id)
        .join(NOTEBOOK, NOTEBOOK.c.id == SUBMITTED.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
        .join(CELL, CELL.c.id == GRADE.c.cell_id)
        .join(GRADE_CELL, GRADE_CELL.c.id == CELL.c.id)
        .where(
            ASSIGNMENT.c.name == problem_set,
            NOTEBOOK.c.name == problem_set,
            GRADE.c.needs_manual_grade,
        )
        .order_by(CELL.c.name, SUBMISSION.c.student_id)
    )
    with Course.at(root).gradebook() as gradebook:
        rows = gradebook.db.execute(found).all()
    return [
        Waiting(student, _exercise(name), float(points), before)
        for student, name, points, before in rows
    ]


def beside(root: Path, problem_set: str, student: str, exercise: str) -> str:
    """Return the marking guide of an exercise, if it has one, and what `student` wrote.

    Raises CourseError where that is not graded yet.
    """
    path = Course.at(root).graded(student, problem_set)
    if not path.is_file():
        raise CourseError(f"{path}: not graded yet. Run `autograder grade {problem_set}` first.")
    answers = {grade_id(cell): cell.source for cell in read(path).cells if is_solution(cell)}
    if exercise not in answers:
        known = ", ".join(str(name) for name in answers)
        raise CourseError(f"{path}: no answer is called {exercise!r}. There are: {known}.")
    guide = guides(root, problem_set).get(exercise)
    parts = [f"What the marks are given for:\n\n{guide}\n"] if guide else []
    parts.append(f"Marks now: {_now(root, problem_set, student, exercise)}\n")
    return "\n".join([*parts, f"The answer of {student}:\n\n{answers[exercise]}"])


def mark(
    root: Path,
    problem_set: str,
    student: str,
    exercise: str,
    marks: float | None,
    comment: str | None = None,
) -> str:
    """Give `student` `marks` for an exercise, and a comment; return what was done, a sentence.

    marks: None takes back what a person gave, and the check's marks count again. Raises
    CourseError where there is no such answer, or more marks than points.
    """
    course = Course.at(root)
    with course.gradebook() as gradebook:
        for name in (exercise + CHECK_SUFFIX, exercise):
            try:
                grade = gradebook.find_grade(name, problem_set, problem_set, student)
                break
            except MissingEntry:
                continue
        else:
            if all(s.student_id != student for s in gradebook.assignment_submissions(problem_set)):
                raise CourseError(
                    f"{printable(student)} has no graded submission of {problem_set}; "
                    f"`autograder report {problem_set}` shows who has."
                )
            raise CourseError(
                f"{course.books_in}: knows no exercise {exercise!r} of {student!r} in "
                f"{problem_set!r}. `autograder report {problem_set}` shows who and what there is."
            )
        points = float(grade.max_score)
        if marks is not None and not 0 <= marks <= points:
            raise CourseError(f"{exercise}: {marks:g} marks; from 0 to {points:g} can be given.")
        grade.manual_score = marks
        grade.needs_manual_grade = marks is None and grade.auto_score is None
        if comment is not None:
            try:
                said = gradebook.find_comment(exercise, problem_set, problem_set, student)
            except MissingEntry:
                raise CourseError(
                    f"{exercise}: nbgrader has no place for a comment on it."
                ) from None
            said.manual_comment = comment or None
        gradebook.db.commit()
        now = float(grade.score)
    back = " (taken back)" if marks is None else ""
    return f"{student}, {exercise}: {now:g} of {points:g} marks{back}"


def _now(root: Path, problem_set: str, student: str, exercise: str) -> str:
    standing = class_grades(Course.at(root), problem_set).get(student)
    scores = standing.grades.scores if standing else {}
    for name in (exercise + CHECK_SUFFIX, exercise):
        if standing and name in scores:
            marks, points = scores[name], standing.grades.points[name]
            return f"{'none yet' if marks is None else f'{marks:g}'} of {points:g}"
    return "none yet"


def _exercise(name: str) -> str:
    return name.removesuffix(CHECK_SUFFIX)
