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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from json.encoder import encode_basestring
from math import isfinite
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

import nbformat
from nbformat import NotebookNode, ValidationError
from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader import api, utils
from nbgrader.converters import Autograde
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import SchemaMismatchError
from nbgrader.nbgraderformat.common import ValidationError as MetadataError
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    SaveAutoGrades,
)
from sqlalchemy import Result, bindparam, insert, select, update
from sqlalchemy.exc import DataError

from autograder.books.course import Course
from autograder.books.database import Database, explained, shown
from autograder.books.grades import NO_RESPONSE, marks_of
from autograder.books.steps import Run
from autograder.books.submitted import SubmissionError, files_beside, handed_in
from autograder.errors import CourseError
from autograder.submission.cells import grade_id
from autograder.submission.prepare import SourceCell, SourceCells

CONSTANTS = {None: "null", True: "true", False: "false"}

ASSIGNMENT, NOTEBOOK = api.Assignment.__table__, api.Notebook.__table__
STUDENT, SUBMISSION = api.Student.__table__, api.SubmittedAssignment.__table__
SUBMITTED = api.SubmittedNotebook.__table__
CELL, SOURCE_CELL = api.BaseCell.__table__, api.SourceCell.__table__
GRADE_CELL, TASK_CELL = api.GradeCell.__table__, api.TaskCell.__table__
GRADE, COMMENT = api.Grade.__table__, api.Comment.__table__

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


def to_bytes(notebook: NotebookNode) -> bytes:
    """Return the bytes that nbformat and nbgrader would write for `notebook`, which is kept.

    Python's indented JSON costs ten times as much as this.
    """
    copy = NotebookNode(notebook)
    copy["metadata"] = NotebookNode(notebook.metadata)
    copy["cells"] = [_for_writing(cell) for cell in notebook.cells]
    text = _json(strip_transient(split_lines(copy)), "\n") + "\n"
    # A student's code can print half a character; nbgrader would give up here.
    return text.encode("utf-8", "replace")


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
        self._permissions = int(str(converter.permissions), 8)
        self._create_students = converter.create_student
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        self._late = AssignLatePenalties(parent=exporter)
        # What the course's configuration puts between the run and the marks.
        steps = converter.autograde_preprocessors
        for step in steps[steps.index(Run) + 1 :]:
            if step not in (SaveAutoGrades, AssignLatePenalties, CheckCellMetadata):
                exporter.register_preprocessor(step)
        self._steps = list(exporter._preprocessors)
        with self._explained(f"{problem_set} cannot be graded"):
            self._course_files = self._find_course_files(converter)
            self._remove_leftovers()
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

    def recorded(self) -> set[str]:
        """Return the students whose submission the gradebook has."""
        found = select(SUBMISSION.c.student_id).where(
            SUBMISSION.c.assignment_id == self._assignment
        )
        with self._explained(f"{self._set} cannot be graded"):
            return self._database.transact(lambda: set(self._run(found).scalars()))

    def record(self, student: str, graded: NotebookNode) -> tuple[float, float]:
        """Write the marks of `graded` into the gradebook and the files into ``autograded/``.

        graded: the notebook as `Run` leaves it; its outputs are shortened as configured. Returns
        the notebook's marks, with those given by hand, and the points to be had.

        Raises CourseError, which names the file, where nothing was recorded; only where the
        message says so were the marks recorded, but not the files.
        """
        name = f"{student}/{self._set}"
        _check_notebook(graded, name)
        resources = self._resources(student)
        for step in self._steps:
            graded, resources = step(graded, resources)
        scores, comments = self._read_marks(graded, name)
        with self._explained(f"{student} was not recorded"):
            timestamp = handed_in(self._source(student))
            staged = self._stage(student, graded)
            try:
                score = self._database.transact(
                    lambda: self._write_rows(student, timestamp, scores, comments)
                )
            except (DataError, UnicodeEncodeError) as error:
                shutil.rmtree(staged)
                raise self._unwritable(student, error) from error
            except BaseException:
                shutil.rmtree(staged)
                raise
        with self._explained(f"the marks of {student} are recorded, but not the notebook"):
            self._publish(student, staged)
        return score, self._points

    @property
    def _place(self) -> str:
        return shown(self._directory.db_url)

    @property
    def _run(self) -> Callable[..., Result[Any]]:
        return self._database.connection.execute

    # -- the gradebook ---------------------------------------------------------------------------

    def _load(self) -> None:
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
    ) -> float:
        """Write the rows of a submission, new or again; return the notebook's marks."""
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
        score = 0.0
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
                late = self._penalty(student, timestamp or submission.timestamp, submission, score)
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
        return score

    def _insert_rows(
        self,
        student: str,
        timestamp: datetime | None,
        scores: dict[str, float | None],
        comments: dict[str, str | None],
    ) -> float:
        submission = api.new_uuid()
        self._run(
            insert(SUBMISSION),
            {
                "id": submission,
                "assignment_id": self._assignment,
                "student_id": student,
                "timestamp": timestamp,
            },
        )
        score = float(sum(value or 0.0 for value in scores.values()))
        notebooks, grades, remarks = [], [], []
        for notebook, name in self._notebooks.items():
            own = notebook == self._notebook
            missing = not own and self._is_missing(student, name)
            late = self._penalty(student, timestamp, None, score) if own else None
            row = api.new_uuid()
            notebooks.append(
                {
                    "id": row,
                    "assignment_id": submission,
                    "notebook_id": notebook,
                    "late_submission_penalty": late,
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
        return score

    def _penalty(
        self, student: str, timestamp: datetime | None, submission: Any, score: float
    ) -> float | None:
        """Return what the course's plugin takes off for handing in late; None for nothing."""
        if timestamp is None or self._due is None:
            return None
        due = self._due
        if submission is not None and submission.extension is not None:
            due += submission.extension
        seconds = (timestamp - due).total_seconds()
        if seconds <= 0:
            return None
        self._late.init_plugin()
        penalty = self._late.plugin_inst.late_submission_penalty(student, score, seconds)
        if penalty is None:
            return None
        return float(self._late._check_late_penalty(SimpleNamespace(score=score), penalty))

    def _is_missing(self, student: str, notebook: str) -> bool:
        """Say whether a further notebook of the set was not handed in."""
        if not (self._source(student) / f"{notebook}.ipynb").exists():
            return True
        raise SubmissionError(
            f"{self._source(student)}: the set has a second notebook, {notebook}.ipynb, and only "
            f"{self._set}.ipynb is graded here. Grade this set with `nbgrader autograde`."
        )

    def _unwritable(self, student: str, error: Exception) -> SubmissionError:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        return SubmissionError(
            f"{self._place}: cannot hold the student {student!r} ({reason}). Rename the folder to "
            "an id of at most 128 characters."
        )

    def _outdated(self, student: str, notebook: str) -> SubmissionError:
        return SubmissionError(
            f"{self._place}: the submission of {student} lacks cells of {notebook}, which were "
            "added after it was graded. Remove the submission in formgrader and grade again."
        )

    # -- the files -------------------------------------------------------------------------------

    def _source(self, student: str) -> Path:
        return self._course.submitted(student, self._set)

    @property
    def _autograded(self) -> Path:
        """The folder of everybody's autograded notebooks."""
        return self._course.folder("autograded", ".", ".")

    def _draft(self, student: str, suffix: str) -> Path:
        # In the folder that it is renamed into, with a name that nbgrader's patterns do not match.
        return self._target(student).with_name(f".{self._set}.{suffix}")

    def _target(self, student: str) -> Path:
        return self._course.graded(student, self._set).parent

    def _find_course_files(self, converter: Autograde) -> dict[str, Path]:
        """Return the files that come with the set: path in the folder → where it lies."""
        folder = self._course.folder("source", ".", self._set)
        kept = {folder / name for name in converter.exclude_overwriting.get(self._set, [])}
        files = files_beside(folder, self._directory.ignore)
        return {path: file for path, file in files.items() if file not in kept}

    def _remove_leftovers(self) -> None:
        """Remove what a grader that was killed left half-way."""
        root = Path(self._directory.root)
        for suffix in ("new", "old"):
            folder = self._course.folder("autograded", "*", f".{self._set}.{suffix}")
            for leftover in root.glob(str(folder.relative_to(root))):
                shutil.rmtree(leftover)

    def _stage(self, student: str, graded: NotebookNode) -> Path:
        """Write all files of a submission into a folder beside their place; return it."""
        submitted = files_beside(self._source(student), self._directory.ignore)
        # A file of the course replaces the student's, also where one has a folder's name.
        files = {
            path: file
            for path, file in submitted.items()
            if not any(_collide(path, other) for other in self._course_files)
        }
        files |= self._course_files
        draft = self._draft(student, "new")
        draft.parent.mkdir(parents=True, exist_ok=True)
        if draft.exists():
            shutil.rmtree(draft)
        # The modes that nbgrader's two ways of making this folder give it.
        draft.mkdir(0o777 if files else 0o755)
        try:
            for path, file in files.items():
                target = draft / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
                target.chmod(self._permissions)
            notebook = draft / f"{self._set}.ipynb"
            notebook.write_bytes(to_bytes(graded))
            notebook.chmod(self._permissions)
            if self._directory.groupshared:
                for folder in (draft, *(p for p in draft.rglob("*") if p.is_dir())):
                    _share(folder)
                _share(self._autograded)
        except BaseException:
            shutil.rmtree(draft)
            raise
        return draft

    def _publish(self, student: str, staged: Path) -> None:
        """Put the staged folder in its place, and what was there away."""
        target, old = self._target(student), self._draft(student, "old")
        if old.exists():
            shutil.rmtree(old)
        if target.exists():
            target.rename(old)
        staged.rename(target)
        if old.exists():
            shutil.rmtree(old)

    # -- errors ----------------------------------------------------------------------------------

    def _resources(self, student: str) -> dict[str, Any]:
        return {
            "unique_key": self._set,
            "output_files_dir": f"{self._set}_files",
            "metadata": {"name": self._set, "path": str(self._target(student))},
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
            place = error.filename or self._autograded
            raise (SubmissionError if own else CourseError)(
                f"{place}: {what}: {error.strerror or error}. Put that right (make room, or give "
                "yourself the right to write), then run the command again; nothing that was "
                "graded is lost."
            ) from error


def _collide(one: str, other: str) -> bool:
    return one == other or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _share(folder: Path) -> None:
    """Let the group write `folder`, as nbgrader does where a course is shared."""
    mode = folder.stat().st_mode
    if mode & 0o2770 != 0o2770:
        # Another instructor's folder: it works as long as that one shares it.
        with suppress(PermissionError):
            folder.chmod((mode | 0o2770) & 0o2777)


def _check_notebook(notebook: NotebookNode, name: str) -> None:
    try:
        try:
            nbformat.validate(notebook)
        except ValidationError:
            # nbgrader allows further fields, but their schema takes longer.
            nbformat.validate(notebook, relax_add_props=True)
    except ValidationError as error:
        raise SubmissionError(f"{name}: no valid notebook came back: {error}") from error
    _check_metadata(notebook, name)


def _check_metadata(notebook: NotebookNode, name: str) -> None:
    """Do what nbgrader's CheckCellMetadata does; raises CourseError."""
    seen = set()
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader")
        if about is None:
            continue
        try:
            _check_cell(cell.cell_type, json.dumps(about, sort_keys=True))
        except (MetadataError, SchemaMismatchError) as error:
            raise SubmissionError(
                f"{name}, cell `{grade_id(cell)}`: nbgrader's metadata are not as they must be: "
                f"{getattr(error, 'message', error)}."
            ) from error
        if about["grade"] or about["solution"] or about["locked"]:
            if about["grade_id"] in seen:
                raise SubmissionError(f"{name}: the cell `{about['grade_id']}` is there twice.")
            seen.add(about["grade_id"])


@lru_cache(maxsize=4096)
def _check_cell(cell_type: str, about: str) -> None:
    """Check nbgrader's metadata of a cell, as JSON, once: the check costs a millisecond."""
    metadata = nbformat.from_dict({"nbgrader": json.loads(about)})
    _validator().validate_cell(NotebookNode(cell_type=cell_type, metadata=metadata, source=""))


@lru_cache(maxsize=1)
def _validator() -> MetadataValidator:
    return MetadataValidator()


def _for_writing(cell: NotebookNode) -> NotebookNode:
    """Copy `cell` as deep as nbformat's split_lines and strip_transient reach."""
    copy = NotebookNode(cell)
    copy["metadata"] = NotebookNode(cell.metadata)
    if "attachments" in cell:
        bundles = cell.attachments.items()
        copy["attachments"] = NotebookNode({key: NotebookNode(value) for key, value in bundles})
    if "outputs" in cell:
        copy["outputs"] = [NotebookNode(output) for output in cell.outputs]
        for output in copy.outputs:
            if "data" in output:
                output["data"] = NotebookNode(output.data)
    return copy


def _json(value: Any, line: str) -> str:
    """Return `value` as nbformat writes it; line: the line break and the indentation here."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = line + " "
        items = [f"{encode_basestring(k)}: {_json(v, inner)}" for k, v in sorted(value.items())]
        return "{" + inner + f",{inner}".join(items) + line + "}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inner = line + " "
        return "[" + inner + f",{inner}".join([_json(v, inner) for v in value]) + line + "]"
    if value is None or value is True or value is False:
        return CONSTANTS[value]
    if isinstance(value, float) and isfinite(value):
        return float.__repr__(value)
    if isinstance(value, bytes):
        return encode_basestring(value.decode("ascii"))
    return json.dumps(value)
