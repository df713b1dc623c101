"""Which rows of nbgrader's gradebook are read and written, and by which statements?"""

from __future__ import annotations

from nbgrader import api
from sqlalchemy import bindparam, case, func, select, update

ASSIGNMENT, NOTEBOOK = api.Assignment.__table__, api.Notebook.__table__
STUDENT, SUBMISSION = api.Student.__table__, api.SubmittedAssignment.__table__
SUBMITTED = api.SubmittedNotebook.__table__
CELL, SOURCE_CELL = api.BaseCell.__table__, api.SourceCell.__table__
GRADE_CELL, TASK_CELL = api.GradeCell.__table__, api.TaskCell.__table__
GRADE, COMMENT = api.Grade.__table__, api.Comment.__table__
EXTRA = func.coalesce(GRADE.c.extra_credit, 0.0)

FIND_STUDENT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("student"))
FIND_SUBMISSION = select(SUBMISSION.c.id, SUBMISSION.c.timestamp, SUBMISSION.c.extension).where(
    SUBMISSION.c.assignment_id == bindparam("assignment"),
    SUBMISSION.c.student_id == bindparam("student"),
)
# PostgreSQL: until the marks are written, nobody changes when it was handed in and when it is due.
FIND_SUBMISSION = FIND_SUBMISSION.with_for_update()
# These two name the cells and notebooks although the other condition would do: so they are found
# through the tables' indices, which begin with them.
FIND_SUBMITTED = select(SUBMITTED.c.id, SUBMITTED.c.notebook_id).where(
    SUBMITTED.c.notebook_id.in_(bindparam("notebooks", expanding=True)),
    SUBMITTED.c.assignment_id == bindparam("submission"),
)
FIND_GRADES = select(
    GRADE.c.id,
    GRADE.c.cell_id,
    GRADE.c.auto_score,
    GRADE.c.manual_score,
    GRADE.c.extra_credit,
    GRADE.c.needs_manual_grade,
).where(
    GRADE.c.cell_id.in_(bindparam("cells", expanding=True)),
    GRADE.c.notebook_id == bindparam("notebook"),
)
FIND_COMMENTS = select(COMMENT.c.id, COMMENT.c.cell_id).where(
    COMMENT.c.cell_id.in_(bindparam("cells", expanding=True)),
    COMMENT.c.notebook_id == bindparam("notebook"),
)
FIND_PENALTIES = (
    select(
        SUBMITTED.c.id,
        SUBMITTED.c.late_submission_penalty,
        SUBMISSION.c.student_id,
        SUBMISSION.c.timestamp,
        SUBMISSION.c.extension,
    )
    .join(SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id)
    .where(SUBMITTED.c.notebook_id == bindparam("notebook"))
    .order_by(SUBMISSION.c.student_id)
)
# A submitted notebook → its marks, as `grades.marks_of` counts them.
FIND_SCORES = (
    select(
        GRADE.c.notebook_id,
        func.sum(
            case(
                (GRADE.c.manual_score.is_not(None), GRADE.c.manual_score + EXTRA),
                (GRADE.c.auto_score.is_not(None), GRADE.c.auto_score + EXTRA),
                else_=0.0,
            )
        ).label("score"),
    )
    .join(SUBMITTED, SUBMITTED.c.id == GRADE.c.notebook_id)
    .where(SUBMITTED.c.notebook_id == bindparam("notebook"))
    .group_by(GRADE.c.notebook_id)
)
SET_TIMESTAMP = (
    update(SUBMISSION).where(SUBMISSION.c.id == bindparam("row")).values(timestamp=bindparam("new"))
)
SET_PENALTY = (
    update(SUBMITTED)
    .where(SUBMITTED.c.id == bindparam("row"))
    .values(late_submission_penalty=bindparam("new"))
)
SET_GRADE = (
    update(GRADE)
    .where(GRADE.c.id == bindparam("row"))
    .values(auto_score=bindparam("score"), needs_manual_grade=bindparam("manual"))
)
SET_COMMENT = (
    update(COMMENT).where(COMMENT.c.id == bindparam("row")).values(auto_comment=bindparam("new"))
)
