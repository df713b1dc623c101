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

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
from sqlalchemy.exc import DataError

from autograder.books.attempts import attempt_of, attempts, counted_time, remember
from autograder.books.course import CONFIG_FILE, Course
from autograder.books.database import Database, explained, shown
from autograder.books.folders import Autograded
from autograder.books.notebooks import check_notebook
from autograder.books.rows import Penalty, Rows
from autograder.books.steps import Run, Settle
from autograder.books.submitted import SubmissionError, handed_in
from autograder.errors import CourseError
from autograder.submission.cells import METADATA_KEY


class Recorded(NamedTuple):
    """What a submission came to: marks with those by hand, points to be had, what is taken off.

    again: when the same notebook was handed in once more, later; the first time counts.
    """

    marks: float
    points: float
    penalty: float
    again: datetime | None


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
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        late = _late_penalties(course, exporter)
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
            self._database = Database(self._directory.db_url)
            try:
                self._rows = Rows(
                    course, problem_set, self._database, late, converter.create_student
                )
            except BaseException:
                self._database.close()
                raise
        self.source = self._rows.source

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
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
        with self._explained(f"{self._set} cannot be graded"):
            return self._database.transact(self._rows.students)

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
        marks = self._rows.marks(graded, name)
        with self._explained(f"{student} was not recorded"):
            folder = self._course.submitted(student, self._set)
            told = handed_in(folder, self._course.settings.zone)
            stamp = graded.metadata[METADATA_KEY].get("submission", {})
            last = self._last.get(student)
            counted, again = counted_time(folder, self._set, stamp, told, last)
            staged = self._autograded.stage(student, graded)
            try:
                score, penalty = self._database.transact(
                    lambda: self._rows.write(student, counted, marks)
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
        return Recorded(score, self._rows.points, penalty or 0.0, again)

    def settle(self) -> list[Penalty]:
        """Work out again what coming late costs everybody; return what changed.

        So a due date, an extension, a policy or a mark given by hand that changed since a
        submission was graded counts at once.
        """
        with self._explained(f"the penalties of {self._set} were not worked out"):
            return self._database.transact(self._rows.settle)

    def _unwritable(self, student: str, error: Exception) -> SubmissionError:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        return SubmissionError(
            f"{shown(self._directory.db_url)}: cannot hold the student {student!r} ({reason}). "
            "Rename the folder to an id of at most 128 characters, in UTF-8."
        )

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
