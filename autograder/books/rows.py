"""Which rows of nbgrader's gradebook belong to one problem set, and what is written into them?

The same rows as nbgrader's Autograde with ``--force`` leaves. All is done within transactions that
the caller begins, and doing it twice comes to the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from nbformat import NotebookNode
from nbgrader import api, utils
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Result, insert, select, update

from autograder.books.course import Course
from autograder.books.database import Database, shown
from autograder.books.grades import NO_RESPONSE, marks_of
from autograder.books.statements import (
    ASSIGNMENT,
    CELL,
    COMMENT,
    FIND_COMMENTS,
    FIND_GRADES,
    FIND_PENALTIES,
    FIND_SCORES,
    FIND_STUDENT,
    FIND_SUBMISSION,
    FIND_SUBMITTED,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    SET_COMMENT,
    SET_GRADE,
    SET_PENALTY,
    SET_TIMESTAMP,
    SOURCE_CELL,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
    TASK_CELL,
)
from autograder.books.submitted import SubmissionError
from autograder.errors import CourseError
from autograder.submission.cells import grade_id
from autograder.submission.prepare import SourceCell, SourceCells


class Marks(NamedTuple):
    """What nbgrader reads from a graded notebook: id of a cell → score, id → comment.

    A score is None where a person has still to give it.
    """

    scores: dict[str, float | None]
    comments: dict[str, str | None]


class Penalty(NamedTuple):
    """What coming late cost a student before, and costs now."""

    student: str
    before: float
    after: float


class Rows:
    """The gradebook's rows of one problem set.

    late: nbgrader's step for coming late. create_students: whether a student who is new gets a row.
    points: what can be won. source: the set's source cells, for `prepare`.

    Raises CourseError where the set was not released into the gradebook.
    """

    def __init__(
        self,
        course: Course,
        problem_set: str,
        database: Database,
        late: AssignLatePenalties,
        create_students: bool,
    ) -> None:
        self._course = course
        self._set = problem_set
        self._database = database
        self._late = late
        self._create_students = create_students
        self._due: datetime | None = None
        self._extensions: Mapping[str, timedelta] = {}
        database.transact(self._load)

    def students(self) -> set[str]:
        """Return the students whose submission the gradebook has."""
        found = select(SUBMISSION.c.student_id).where(
            SUBMISSION.c.assignment_id == self._assignment
        )
        return set(self._run(found).scalars())

    def marks(self, graded: NotebookNode, name: str) -> Marks:
        """Return the marks in the cells of `graded`; name: whose it is, for errors.

        Raises SubmissionError, which names the cell.
        """
        scores: dict[str, float | None] = {}
        comments: dict[str, str | None] = {}
        for cell in graded.cells:
            answer, task = utils.is_solution(cell), utils.is_task(cell)
            try:
                if utils.is_grade(cell):
                    row = self._graded[self._notebook][grade_id(cell) or ""]
                    scores[row] = utils.determine_grade(cell)[0]
                if answer or task:
                    row = self._commented[self._notebook][grade_id(cell) or ""]
                    blank = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                    comments[row] = NO_RESPONSE if blank and not task else None
            except KeyError as error:
                raise SubmissionError(
                    f"{name}, cell `{grade_id(cell)}`: the gradebook has no such cell. Run "
                    f"`autograder release {self._set}` and grade again."
                ) from error
            except ValueError as error:
                raise SubmissionError(
                    f"{name}, cell `{grade_id(cell)}`: its marks cannot be read: {error}."
                ) from error
        return Marks(scores, comments)

    def write(
        self, student: str, timestamp: datetime | None, marks: Marks
    ) -> tuple[float, float | None]:
        """Write the rows of a submission, new or again; return its marks and its penalty."""
        run = self._run
        if run(FIND_STUDENT, {"student": student}).first() is None:
            if not self._create_students:
                raise SubmissionError(
                    f"{self._place}: has no student {student!r}, and the course's configuration "
                    "lets grading create none. Add the student in formgrader."
                )
            run(insert(STUDENT), {"id": student})
        key = {"assignment": self._assignment, "student": student}
        submission = run(FIND_SUBMISSION, key).first()
        if submission is None:
            return self._insert(student, timestamp, marks)
        if timestamp is not None:
            run(SET_TIMESTAMP, {"row": submission.id, "new": timestamp})
        key = {"notebooks": list(self._notebooks), "submission": submission.id}
        submitted = {row.notebook_id: row.id for row in run(FIND_SUBMITTED, key)}
        score, late = 0.0, None
        for notebook, name in self._notebooks.items():
            if notebook != self._notebook and not self._is_missing(student, name):
                continue
            if notebook not in submitted:
                raise self._outdated(student, name)
            key = {"cells": list(self._graded[notebook].values()), "notebook": submitted[notebook]}
            grades = {row.cell_id: row for row in run(FIND_GRADES, key)}
            if notebook != self._notebook:
                # As nbgrader has it, marks by hand are kept and nobody needs to look again.
                changes: dict[str, tuple[float | None, bool]]
                changes = {cell: (0.0, False) for cell in grades}
            else:
                if not grades.keys() >= marks.scores.keys():
                    raise self._outdated(student, name)
                changes = {
                    cell: (value, grades[cell].manual_score is not None or value is None)
                    for cell, value in marks.scores.items()
                }
                score = sum(
                    marks_of(changes.get(cell, (row.auto_score,))[0], row)
                    for cell, row in grades.items()
                )
                late = self._penalty(
                    student, timestamp or submission.timestamp, submission.extension, score
                )
                run(SET_PENALTY, {"row": submitted[notebook], "new": late})
            if changes:
                run(
                    SET_GRADE,
                    [
                        {"row": grades[cell].id, "score": value, "manual": manual}
                        for cell, (value, manual) in changes.items()
                    ],
                )
        key = {"cells": list(marks.comments), "notebook": submitted[self._notebook]}
        rows = {row.cell_id: row.id for row in run(FIND_COMMENTS, key)}
        if not rows.keys() >= marks.comments.keys():
            raise self._outdated(student, self._set)
        if marks.comments:
            run(
                SET_COMMENT,
                [{"row": rows[cell], "new": text} for cell, text in marks.comments.items()],
            )
        return score, late

    def settle(self) -> list[Penalty]:
        """Work out again what coming late costs everybody; return what changed."""
        own = {"notebook": self._notebook}
        rows = self._run(FIND_SCORES, own).all()
        marks = {row.notebook_id: float(row.score or 0.0) for row in rows}
        changed = []
        for row in self._run(FIND_PENALTIES, own).all():
            score = marks.get(row.id, 0.0)
            after = self._penalty(row.student_id, row.timestamp, row.extension, score) or 0.0
            before = row.late_submission_penalty or 0.0
            if after != before:
                self._run(SET_PENALTY, {"row": row.id, "new": after or None})
                changed.append(Penalty(row.student_id, before, after))
        return changed

    def _load(self) -> None:
        self._read_set()
        self._set_dates()

    def _set_dates(self) -> None:
        """Bring the due date and the extensions that ``course.toml`` sets into the gradebook."""
        dates = self._course.settings.dates.get(self._set)
        if dates is None:
            return
        run = self._run
        if dates.due != self._due:
            run(
                update(ASSIGNMENT).where(ASSIGNMENT.c.id == self._assignment),
                {"duedate": dates.due},
            )
            self._due = dates.due
        if dates.extensions is None:
            return
        self._extensions = dates.extensions
        theirs = select(SUBMISSION.c.id, SUBMISSION.c.student_id, SUBMISSION.c.extension)
        for row in run(theirs.where(SUBMISSION.c.assignment_id == self._assignment)).all():
            wanted = dates.extensions.get(row.student_id)
            if wanted != row.extension:
                run(
                    update(SUBMISSION).where(SUBMISSION.c.id == row.id),
                    {"extension": wanted},
                )

    def _read_set(self) -> None:
        """Read all that stays the same from submission to submission."""
        run = self._run
        assignment = run(
            select(ASSIGNMENT.c.id, ASSIGNMENT.c.duedate).where(ASSIGNMENT.c.name == self._set)
        ).first()
        rows = run(
            select(NOTEBOOK.c.id, NOTEBOOK.c.name, NOTEBOOK.c.kernelspec)
            .where(NOTEBOOK.c.assignment_id == (assignment and assignment.id))
            .order_by(NOTEBOOK.c.name)
        ).all()
        own = next((row for row in rows if row.name == self._set), None)
        if assignment is None or own is None:
            raise CourseError(
                f"{self._place}: does not know {self._set!r}. Run `autograder release "
                f"{self._set}` first."
            )
        self._assignment, self._due = assignment.id, assignment.duedate
        self._notebook = own.id
        # Notebook → its cells with a grade, and with a comment: name → id. A task has both.
        self._notebooks = {row.id: row.name for row in rows}
        self._graded: dict[str, dict[str, str]] = {row.id: {} for row in rows}
        self._commented: dict[str, dict[str, str]] = {row.id: {} for row in rows}
        cells = run(
            select(
                CELL.c.id,
                CELL.c.name,
                CELL.c.type,
                CELL.c.notebook_id,
                GRADE_CELL.c.max_score.label("points"),
                TASK_CELL.c.max_score.label("task_points"),
            )
            .outerjoin(GRADE_CELL, GRADE_CELL.c.id == CELL.c.id)
            .outerjoin(TASK_CELL, TASK_CELL.c.id == CELL.c.id)
            .where(CELL.c.notebook_id.in_(self._notebooks))
        ).all()
        points: dict[str, float] = {}
        # nbgrader looks for a grade cell or an answer first, then for a task.
        for cell in sorted(cells, key=lambda c: c.type == "TaskCell"):
            if cell.type in ("GradeCell", "TaskCell"):
                self._graded[cell.notebook_id].setdefault(cell.name, cell.id)
            if cell.type in ("SolutionCell", "TaskCell"):
                self._commented[cell.notebook_id].setdefault(cell.name, cell.id)
            if cell.notebook_id == own.id and cell.type != "SolutionCell":
                worth = cell.points if cell.type == "GradeCell" else cell.task_points
                points.setdefault(cell.name, worth)
        self.points = float(sum(points.values()))
        sources = run(select(SOURCE_CELL).where(SOURCE_CELL.c.notebook_id == own.id)).all()
        self.source = SourceCells(
            {
                c.name: SourceCell(
                    c.name, c.cell_type, c.locked, c.source, c.checksum, points.get(c.name)
                )
                for c in sources
            },
            json.loads(own.kernelspec) if own.kernelspec else None,
        )

    def _insert(
        self, student: str, timestamp: datetime | None, marks: Marks
    ) -> tuple[float, float | None]:
        submission = api.new_uuid()
        extension = self._extensions.get(student)
        self._run(
            insert(SUBMISSION),
            {
                "id": submission,
                "assignment_id": self._assignment,
                "student_id": student,
                "timestamp": timestamp,
                "extension": extension,
            },
        )
        score = float(sum(value or 0.0 for value in marks.scores.values()))
        penalty = self._penalty(student, timestamp, extension, score)
        notebooks, grades, remarks = [], [], []
        for notebook, name in self._notebooks.items():
            own = notebook == self._notebook
            missing = not own and self._is_missing(student, name)
            row = api.new_uuid()
            notebooks.append(
                {
                    "id": row,
                    "assignment_id": submission,
                    "notebook_id": notebook,
                    "late_submission_penalty": penalty if own else None,
                }
            )
            for cell in self._graded[notebook].values():
                value = marks.scores.get(cell) if own else 0.0 if missing else None
                grades.append(
                    {
                        "id": api.new_uuid(),
                        "cell_id": cell,
                        "notebook_id": row,
                        "auto_score": value,
                        "needs_manual_grade": value is None,
                    }
                )
            for cell in self._commented[notebook].values():
                remarks.append(
                    {
                        "id": api.new_uuid(),
                        "cell_id": cell,
                        "notebook_id": row,
                        "auto_comment": marks.comments.get(cell) if own else None,
                    }
                )
        for table, rows in ((SUBMITTED, notebooks), (GRADE, grades), (COMMENT, remarks)):
            if rows:
                self._run(insert(table), rows)
        return score, penalty

    def _penalty(
        self,
        student: str,
        timestamp: datetime | None,
        extension: timedelta | None,
        score: float,
    ) -> float | None:
        """Return what the course's plugin takes off for handing in late; None for nothing."""
        if timestamp is None or self._due is None:
            return None
        seconds = (timestamp - self._due - (extension or timedelta())).total_seconds()
        if seconds <= 0:
            return None
        penalty = self._late.plugin_inst.late_submission_penalty(student, score, seconds)
        if penalty is None:
            return None
        return float(self._late._check_late_penalty(SimpleNamespace(score=score), penalty))

    def _is_missing(self, student: str, notebook: str) -> bool:
        """Say whether a further notebook of the set was not handed in."""
        folder = self._course.submitted(student, self._set)
        if not (folder / f"{notebook}.ipynb").exists():
            return True
        raise SubmissionError(
            f"{folder}: the set has a second notebook, {notebook}.ipynb, and only "
            f"{self._set}.ipynb is graded here. Grade this set with `nbgrader autograde`."
        )

    def _outdated(self, student: str, notebook: str) -> SubmissionError:
        return SubmissionError(
            f"{self._place}: the submission of {student} lacks cells of {notebook}, which were "
            "added after it was graded. Remove the submission in formgrader and grade again."
        )

    @property
    def _place(self) -> str:
        return shown(self._course.directory(self._set).db_url)

    @property
    def _run(self) -> Callable[..., Result[Any]]:
        return self._database.connection.execute
