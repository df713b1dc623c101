"""Which marks and comments does the gradebook hold for a class?

All of a set in a few queries: asked a student at a time, through nbgrader's objects, it takes
longer than writing the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import select

from autograder.books.course import Course
from autograder.feedback.page import Grades

ASSIGNMENT, NOTEBOOK = api.Assignment.__table__, api.Notebook.__table__
SUBMISSION, SUBMITTED = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
CELL, GRADE, COMMENT = api.BaseCell.__table__, api.Grade.__table__, api.Comment.__table__
GRADE_CELL, TASK_CELL = api.GradeCell.__table__, api.TaskCell.__table__

# nbgrader's own comment on an answer that is as it was released.
NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one student's notebook.

    late: whether it came after the due date. blank: the answers that are as they were released.
    """

    grades: Grades
    late: bool
    blank: frozenset[str]


def marks_of(auto: float | None, row: Any) -> float:
    """Return the marks of a row of grades: by hand, else `auto`, with the extra credit."""
    given = row.manual_score if row.manual_score is not None else auto
    return 0.0 if given is None else float(given + (row.extra_credit or 0.0))


def class_grades(course: Course, problem_set: str) -> dict[str, Standing]:
    """Return what the gradebook says of everybody whose `problem_set` it has, by student."""
    with course.gradebook() as gradebook:
        run = gradebook.db.execute
        notebook = run(
            select(NOTEBOOK.c.id, ASSIGNMENT.c.duedate)
            .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
            .where(ASSIGNMENT.c.name == problem_set, NOTEBOOK.c.name == problem_set)
        ).first()
        if notebook is None:
            return {}
        cells = {
            cell.id: cell
            for cell in run(
                select(CELL.c.id, CELL.c.name, GRADE_CELL.c.max_score, TASK_CELL.c.max_score)
                .outerjoin(GRADE_CELL, GRADE_CELL.c.id == CELL.c.id)
                .outerjoin(TASK_CELL, TASK_CELL.c.id == CELL.c.id)
                .where(CELL.c.notebook_id == notebook.id)
            )
        }
        submitted = run(
            select(
                SUBMITTED, SUBMISSION.c.student_id, SUBMISSION.c.timestamp, SUBMISSION.c.extension
            )
            .join(SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id)
            .where(SUBMITTED.c.notebook_id == notebook.id)
        ).all()
        theirs = select(SUBMITTED.c.id).where(SUBMITTED.c.notebook_id == notebook.id)
        grades = _by_notebook(run(select(GRADE).where(GRADE.c.notebook_id.in_(theirs))))
        comments = _by_notebook(run(select(COMMENT).where(COMMENT.c.notebook_id.in_(theirs))))
    points = {id_: float(cell[2] or cell[3] or 0.0) for id_, cell in cells.items()}
    names = {id_: cell.name for id_, cell in cells.items()}
    found = {}
    for row in submitted:
        given, said = grades.get(row.id, []), comments.get(row.id, [])
        penalty = row.late_submission_penalty or 0.0
        due = notebook.duedate and notebook.duedate + (row.extension or timedelta())
        found[row.student_id] = Standing(
            Grades(
                score=sum(marks_of(g.auto_score, g) for g in given) - penalty,
                max_score=sum(points.values()),
                late_penalty=penalty,
                scores={
                    # What a person gave stands, also where nbgrader asks to look at it again.
                    names[g.cell_id]: None
                    if g.needs_manual_grade and g.manual_score is None
                    else marks_of(g.auto_score, g)
                    for g in given
                },
                points={names[g.cell_id]: points[g.cell_id] for g in given},
                comments={
                    names[c.cell_id]: c.auto_comment
                    if c.manual_comment is None
                    else c.manual_comment
                    for c in said
                },
            ),
            late=bool(due and row.timestamp and row.timestamp > due),
            blank=frozenset(names[c.cell_id] for c in said if c.auto_comment == NO_RESPONSE),
        )
    return found


def _by_notebook(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.notebook_id, []).append(row)
    return found
