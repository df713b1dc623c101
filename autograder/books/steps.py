"""How does a submission run when nbgrader's own commands, or formgrader, grade it?

The same functions as under `autograder grade`, as preprocessors of nbgrader.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, ClearSolutions, NbGraderPreprocessor
from traitlets import Bool, Float, Integer, Unicode
from traitlets.config import Config

from autograder.books.attempts import attempt_of, attempts, counted_time, remember
from autograder.books.course import Places
from autograder.books.settings import read_settings
from autograder.books.submitted import handed_in
from autograder.feedback.page import resources_of
from autograder.isolation.limits import MIB, Limits
from autograder.submission.cache import stamp
from autograder.submission.cells import METADATA_KEY, grade_id, read_released
from autograder.submission.clean import clean
from autograder.submission.files import Files, beside
from autograder.submission.run import Settings, graded
from autograder.terminal import printable


class Clean(NbGraderPreprocessor):
    """nbgrader's first step: repairs a submission and reports what it repaired."""

    release_directory = Unicode(
        "exercises", help="Folder of the released notebooks, as <set>/<set>.ipynb."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Repair `nb`; raises FileNotFoundError where its set was never released.

        Raises NotebookError where `nb` is no notebook that can be graded.
        """
        ids = resources["nbgrader"]
        path = Path(self.release_directory) / ids["assignment"] / f"{ids['notebook']}.ipynb"
        if not path.is_file():
            raise FileNotFoundError(
                f"{path} is missing: run `autograder release {ids['assignment']}` first."
            )
        cleaned, done = clean(nb, read_released(path))
        for sentence in done:
            line = f"{ids['student']}/{ids['notebook']}: {sentence}"
            self.log.warning("%s", printable(line))
        # Written anew: whatever stood here came from the student.
        cleaned.metadata[METADATA_KEY] = {"repairs": done}
        folder = resources.get("metadata", {}).get("path")
        if folder:
            submitted = Path(folder) / f"{ids['notebook']}.ipynb"
            cleaned.metadata[METADATA_KEY]["submission"] = stamp(submitted)
        return cleaned, resources


class NamedStubs(ClearSolutions):
    """nbgrader's ClearSolutions, whose stub in a code cell names the exercise.

    The stub raises ``NotImplementedError("<grade_id>")``: whatever calls an unsolved exercise says
    which one it is.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Replace the solutions in `cell` by the stub."""
        name = grade_id(cell)
        if name:
            stub = f'raise NotImplementedError("{name}")'
            self.code_stub = {resources["language"]: stub}
        return super().preprocess_cell(cell, resources, cell_index)


class Run(NbGraderPreprocessor):
    """Stands where nbgrader's Execute stood; the marks it leaves are what nbgrader reads."""

    isolated = Bool(
        True, help="Run students' code in a sandbox. False puts the grader and its files at risk."
    ).tag(config=True)
    cell_seconds = Float(20.0, help="Processor time of one cell.").tag(config=True)
    call_seconds = Float(10.0, help="Processor time of one call by a check.").tag(config=True)
    exercise_seconds = Float(60.0, help="Time of one check cell.").tag(config=True)
    session_seconds = Float(300.0, help="Time of one submission.").tag(config=True)
    memory_mib = Integer(3072, help="Address space of a submission; JAX needs 2048.").tag(
        config=True
    )
    cache_directory = Unicode("", help="Where results are kept; none are where empty.").tag(
        config=True
    )

    def settings(self) -> Settings:
        """Return how notebooks are run, as configured."""
        limits = Limits(
            cell_seconds=self.cell_seconds,
            call_seconds=self.call_seconds,
            exercise_seconds=self.exercise_seconds,
            session_seconds=self.session_seconds,
            memory=self.memory_mib * MIB,
        )
        cache = Path(self.cache_directory) if self.cache_directory else None
        return Settings(limits, self.isolated, cache)

    def preprocess(self, nb: NotebookNode, resources: Any = None) -> tuple[NotebookNode, Any]:
        """Run `nb`, or take what it came to before."""
        return graded(nb, self.settings(), self._files(resources or {})), resources

    def _files(self, resources: Any) -> Files:
        """Return what was handed in with the notebook.

        Not what lies in autograded/: there nbgrader has copied what links lead to.
        """
        ids = resources.get("nbgrader", {})
        if not {"student", "assignment"} <= set(ids):
            return Files()
        places = CourseDirectory(parent=self)
        step = places.submitted_directory
        return beside(Path(places.format_path(step, ids["student"], ids["assignment"])))


class Settle(AssignLatePenalties):
    """nbgrader's step for coming late, by the dates of ``course.toml`` and times that are certain.

    Stands last: it also writes the submission into the history of `attempts`.
    """

    root = Unicode("", help="The course's folder.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Correct what nbgrader read of the submission's time; then take off what it costs.

        Raises SubmissionError where ``timestamp.txt`` holds no time.
        """
        ids, root = resources["nbgrader"], Path(self.root)
        settings, places = read_settings(root), Places(root)
        student, name = ids["student"], ids["assignment"]
        folder = Path(resources["metadata"]["path"])
        told = handed_in(folder, settings.zone)
        stamp = nb.metadata.get(METADATA_KEY, {}).get("submission", {})
        last = {each.student: each for each in attempts(places, name)}.get(student)
        counted, again = counted_time(folder, name, stamp, told, last)
        dates = settings.dates.get(name)
        with Gradebook(ids["db_url"]) as gradebook:
            submission = gradebook.find_submission(name, student)
            if counted is not None:
                submission.timestamp = counted
            if dates is not None:
                submission.assignment.duedate = dates.due
                if dates.extensions is not None:
                    submission.extension = dates.extensions.get(student)
            gradebook.db.commit()
        nb, resources = super().preprocess(nb, resources)
        remember(places, name, attempt_of(student, nb, counted, again))
        return nb, resources


def settings_of(config: Config) -> Settings:
    """Return how a course with nbgrader's configuration `config` runs its notebooks."""
    return Run(config=config).settings()


class Arrange(NbGraderPreprocessor):
    """Puts what the feedback page shows into the template's resources, after nbgrader's GetGrades.

    So nbgrader's generate_feedback and formgrader write the same page as `autograder grade`.
    """

    release_directory = Unicode(
        "exercises", help="Folder of the released notebooks, as <set>/<set>.ipynb."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Arrange the autograded notebook `nb`, whose cells hold the gradebook's scores."""
        ids = resources["nbgrader"]
        path = Path(self.release_directory) / ids["assignment"] / f"{ids['notebook']}.ipynb"
        released = read_released(path) if path.is_file() else None
        resources["feedback"] = resources_of(nb, released)
        return nb, resources
