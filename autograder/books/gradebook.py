"""How do marks get into nbgrader's books, the gradebook and ``autograded/``, without its waiting?

nbgrader opens its database about nine times a submission and checks every cell against its schema
again and again: more time than a sandboxed run takes. `prepare` does the steps before the run
without a database, in many processes at once; here one `Books` does the steps after it: the same
rows and the same files as nbgrader's Autograde with ``--force``, through one engine and in one
transaction a submission.

An autograded notebook is put in its place only after its marks are committed: whoever finds it may
rely on them. Whatever stops the writer, recording the same submission again ends in the same books.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from types import SimpleNamespace, TracebackType
from typing import Any, NamedTuple

from nbformat import NotebookNode
from nbgrader import api, utils
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    SaveAutoGrades,
)
from sqlalchemy import Result, insert, select, update
from sqlalchemy.exc import DataError

from autograder.books.attempts import attempt_of, attempts, counted_time, remember
from autograder.books.course import CONFIG_FILE, Course
from autograder.books.database import Database, explained, shown
from autograder.books.folders import Autograded
from autograder.books.grades import NO_RESPONSE, marks_of
from autograder.books.notebooks import check_notebook
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
from autograder.books.steps import Run, Settle
from autograder.books.submitted import SubmissionError, handed_in
from autograder.errors import CourseError
from autograder.submission.cells import METADATA_KEY, grade_id
from autograder.submission.prepare import SourceCell, SourceCells


class Recorded(NamedTuple):
    """What a submission came to: marks with those by hand, points to be had, what is taken off.

    again: when the same notebook was handed in once more, later; the first time counts.
    """

    marks: float
    points: float
    penalty: float
    again: datetime | None


class Penalty(NamedTuple):
    """What coming late cost a student before, and costs now."""

    student: str
    before: float
    after: float


class Books:
    """The gradebook's rows and the ``autograded/`` folders of one problem set; one writer.

    A context manager. source: the set's source cells, for `prepare`.

    Raises CourseError where the set was not released into the gradebook, or that cannot be read.
    """

    def __init__(self, course: Course, problem_set: str) -> None:
        self._course = course
        self._directory = course.directory(problem_set)
        self._set = problem_set
        converter = Autograde(coursedir=self._directory, config=course.config)
        self._create_students = converter.create_student
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        self._late = _late_penalties(course, exporter)
        self._due: datetime | None = None
        self._extensions: Mapping[str, timedelta] = {}
        # What the course's configuration puts between the run and the marks.
        steps = converter.autograde_preprocessors
        for step in steps[steps.index(Run) + 1 :]:
            if step not in (SaveAutoGrades, Settle, CheckCellMetadata):
                exporter.register_preprocessor(step)
        self._steps = list(exporter._preprocessors)
        with self._explained(f"{problem_set} cannot be graded"):
            self._autograded = Autograded(course, problem_set, converter)
            self._autograded.remove_leftovers()
            self._last = {each.student: each for each in attempts(course, problem_set)}
        with self._explained(f"{problem_set} cannot be graded"):
            self._database = Database(self._directory.db_url)
            try:
                self._database.transact(self._load)
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Books:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection to the gradebook."""
        self._database.close()

    @property
    def zone(self) -> tzinfo:
        """The course's time zone."""
        return self._course.settings.zone

    def recorded(self) -> set[str]:
        """Return the students whose submission the gradebook has."""
        found = select(SUBMISSION.c.student_id).where(
            SUBMISSION.c.assignment_id == self._assignment
        )
        with self._explained(f"{self._set} cannot be graded"):
            return self._database.transact(lambda: set(self._run(found).scalars()))

    def record(self, student: str, graded: NotebookNode) -> Recorded:
        """Write the marks of `graded` into the gradebook and the files into ``autograded/``.

        graded: the notebook as `Run` leaves it; its outputs are shortened as configured.

        Raises CourseError, which names the file, where nothing was recorded; only where the
        message says so were the marks recorded, but not the files.
        """
        name = f"{student}/{self._set}"
        check_notebook(graded, name)
        resources = self._resources(student)
        for step in self._steps:
            graded, resources = step(graded, resources)
        scores, comments = self._read_marks(graded, name)
        with self._explained(f"{student} was not recorded"):
            folder = self._course.submitted(student, self._set)
            told = handed_in(folder, self._course.settings.zone)
            stamp = graded.metadata[METADATA_KEY].get("submission", {})
            last = self._last.get(student)
            counted, again = counted_time(folder, self._set, stamp, told, last)
            staged = self._autograded.stage(student, graded)
            try:
                score, penalty = self._database.transact(
                    lambda: self._write_rows(student, counted, scores, comments)
                )
            except (DataError, UnicodeEncodeError) as error:
                shutil.rmtree(staged)
                raise self._unwritable(student, error) from error
            except BaseException:
                shutil.rmtree(staged)
                raise
        with self._explained(f"the marks of {student} are recorded, but not the notebook"):
            self._autograded.publish(student, staged)
            attempt = attempt_of(student, graded, counted, again)
            remember(self._course, self._set, attempt)
            self._last[student] = attempt
        return Recorded(score, self._points, penalty or 0.0, again)

    def settle(self) -> list[Penalty]:
        """Work out again what coming late costs everybody; return what changed.

        So a due date, an extension, a policy or a mark given by hand that changed since a
        submission was graded counts at once.
        """
        with self._explained(f"the penalties of {self._set} were not worked out"):
            return self._database.transact(self._settle)

    def _settle(self) -> list[Penalty]:
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

    @property
    def _place(self) -> str:
        return shown(self._directory.db_url)

    @property
    def _run(self) -> Callable[..., Result[Any]]:
        return self._database.connection.execute

    # -- the gradebook ---------------------------------------------------------------------------

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

    def _load(self) -> None:
        self._read_set()
        self._set_dates()

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
        self._points = float(sum(points.values()))
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

    def _read_marks(
        self, graded: NotebookNode, name: str
    ) -> tuple[dict[str, float | None], dict[str, str | None]]:
        """Return what nbgrader reads from the cells: id of a cell → score, id → comment."""
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
        return scores, comments

    def _write_rows(
        self,
        student: str,
        timestamp: datetime | None,
        scores: dict[str, float | None],
        comments: dict[str, str | None],
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
            return self._insert_rows(student, timestamp, scores, comments)
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
                if not grades.keys() >= scores.keys():
                    raise self._outdated(student, name)
                changes = {
                    cell: (value, grades[cell].manual_score is not None or value is None)
                    for cell, value in scores.items()
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
        key = {"cells": list(comments), "notebook": submitted[self._notebook]}
        rows = {row.cell_id: row.id for row in run(FIND_COMMENTS, key)}
        if not rows.keys() >= comments.keys():
            raise self._outdated(student, self._set)
        if comments:
            run(SET_COMMENT, [{"row": rows[cell], "new": text} for cell, text in comments.items()])
        return score, late

    def _insert_rows(
        self,
        student: str,
        timestamp: datetime | None,
        scores: dict[str, float | None],
        comments: dict[str, str | None],
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
        score = float(sum(value or 0.0 for value in scores.values()))
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
                value = scores.get(cell) if own else 0.0 if missing else None
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
                        "auto_comment": comments.get(cell) if own else None,
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

    def _unwritable(self, student: str, error: Exception) -> SubmissionError:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        return SubmissionError(
            f"{self._place}: cannot hold the student {student!r} ({reason}). Rename the folder to "
            "an id of at most 128 characters, in UTF-8."
        )

    def _outdated(self, student: str, notebook: str) -> SubmissionError:
        return SubmissionError(
            f"{self._place}: the submission of {student} lacks cells of {notebook}, which were "
            "added after it was graded. Remove the submission in formgrader and grade again."
        )

    # -- errors ----------------------------------------------------------------------------------

    def _resources(self, student: str) -> dict[str, Any]:
        return {
            "unique_key": self._set,
            "output_files_dir": f"{self._set}_files",
            "metadata": {"name": self._set, "path": str(self._autograded.of(student))},
            "nbgrader": {
                "student": student,
                "assignment": self._set,
                "notebook": self._set,
                "db_url": self._directory.db_url,
            },
        }

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Turn errors of the database and the disk into a CourseError that says what to do."""
        try:
            with explained(self._directory.db_url, what):
                yield
        except OSError as error:
            submitted = str(self._course.folder("submitted", ".", "."))
            own = str(error.filename or "").startswith(submitted)
            place = error.filename or self._autograded.place
            raise (SubmissionError if own else CourseError)(
                f"{place}: {what}: {error.strerror or error}. Put that right (make room, or give "
                "yourself the right to write), then run the command again; nothing that was "
                "graded is lost."
            ) from error


def _late_penalties(course: Course, parent: Any) -> AssignLatePenalties:
    """Return nbgrader's step for coming late with the course's plugin. Raises CourseError."""
    try:
        late = AssignLatePenalties(parent=parent)
        late.init_plugin()
    except Exception as error:  # whatever stands in a plugin of the instructor's own
        raise CourseError(
            f"{course.root}: the plugin for coming late cannot be used: {error}. Look at "
            f"`c.AssignLatePenalties.plugin_class` in {CONFIG_FILE}; a plugin of your own may lie "
            "in a file beside it."
        ) from error
    return late
