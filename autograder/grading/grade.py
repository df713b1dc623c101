"""How is a class graded, so that only what changed is graded again and nobody stops the others?

nbgrader's own Autograde and GenerateFeedback do the work, one submission at a time, with the
course's configuration; this module decides what needs it, tells how far it is, and turns what went
wrong into one line.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.grading.cache import stamp
from autograder.grading.clean import METADATA_KEY, repairs
from autograder.grading.course import TEMPLATES, CourseError, load_config
from autograder.grading.log import captured_log
from autograder.grading.release import is_stale, release
from autograder.grading.source import problem_sets

FEEDBACK_CODE = [
    TEMPLATES / "feedback" / "index.html.j2",
    Path(__file__).with_name("feedback.py"),
]


@dataclass
class Outcome:
    """What became of one submission: graded, unchanged since it was graded, or a `problem`."""

    student: str
    marks: float | None = None
    points: float = 0.0
    unchanged: bool = False
    problem: str | None = None
    repairs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """A course's folder and configuration, with the paths that grading needs."""

    root: Path
    config: Config

    @classmethod
    def at(cls, root: Path) -> Course:
        """Open the course in `root`; raises CourseError where there is none."""
        root = root.resolve()
        return cls(root, load_config(root))

    def directory(self, problem_set: str, student: str = "*") -> CourseDirectory:
        """Return nbgrader's view of one set and one student."""
        return CourseDirectory(config=self.config, assignment_id=problem_set, student_id=student)

    def notebook(self, step: str, student: str, problem_set: str, suffix: str = ".ipynb") -> Path:
        """Return the path of a student's file: `step` is submitted, autograded or feedback."""
        return self.root / step / student / problem_set / f"{problem_set}{suffix}"

    def released(self, problem_set: str) -> Path:
        """Return the path of the student notebook of `problem_set`."""
        folder = self.root / self.config.CourseDirectory.release_directory
        return folder / problem_set / f"{problem_set}.ipynb"

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """Open nbgrader's database."""
        directory = CourseDirectory(config=self.config)
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            yield gradebook

    @property
    def database(self) -> Path:
        """The path of nbgrader's database."""
        return self.root / "gradebook.db"

    def students(self, problem_set: str) -> list[str]:
        """Return who handed in something for `problem_set`, sorted."""
        return sorted(p.parent.name for p in self.root.glob(f"submitted/*/{problem_set}"))


def grade(
    root: Path,
    problem_set: str,
    students: Sequence[str] = (),
    *,
    force: bool = False,
    tell: Callable[[str], None] = print,
) -> list[Outcome]:
    """Grade the submissions of `problem_set` in the course `root` and write the feedback.

    students: grade only these; everybody where empty. force: grade what is unchanged too.
    tell: called with each line of progress. Raises CourseError where there is nothing to grade.
    """
    course = Course.at(root)
    found = _submissions(course, problem_set, students)
    _ensure_released(course, problem_set, tell)
    with course.gradebook() as gradebook:
        known = {s.student.id for s in gradebook.assignment_submissions(problem_set)}
    outcomes = {
        student: Outcome(student, unchanged=True)
        for student in found
        if not force and student in known and _is_current(course, student, problem_set)
    }
    todo = [student for student in found if student not in outcomes]
    if outcomes:
        tell(f"{problem_set}: {len(outcomes)} unchanged since they were graded, skipped")
    width = max((len(s) for s in todo), default=0)
    start = time.perf_counter()
    for i, student in enumerate(todo, 1):
        outcome = _grade_one(course, student, problem_set)
        outcomes[student] = outcome
        left = (time.perf_counter() - start) / i * (len(todo) - i)
        tell(
            f"{problem_set}: {i:{len(str(len(todo)))}} of {len(todo)}  {student:{width}}  "
            f"{_result(outcome)}{f'   {_duration(left)} left' if i < len(todo) else ''}"
        )
        for sentence in outcome.repairs:
            tell(f"    repaired: {sentence}")
        if outcome.problem:
            tell(f"    {outcome.problem}")
    return [outcomes[student] for student in found]


def write_feedback(
    root: Path, problem_set: str, students: Sequence[str] = (), *, force: bool = False
) -> list[Path]:
    """Write the feedback of `students` (all where empty) on `problem_set`; return all their files.

    What is newer than the grading, the gradebook and the template is left as it is, unless
    `force`. Raises CourseError where nbgrader cannot write it.
    """
    course = Course.at(root)
    files = []
    for student in students or course.students(problem_set):
        graded = course.notebook("autograded", student, problem_set)
        if not graded.is_file():
            continue
        file = course.notebook("feedback", student, problem_set, ".html")
        files.append(file)
        if not force and _newer(file, [graded, course.database, *FEEDBACK_CODE]):
            continue
        converter = GenerateFeedback(
            coursedir=course.directory(problem_set, student), config=course.config
        )
        converter.force = True
        with captured_log(logging.ERROR) as log:
            try:
                converter.start()
            except NbGraderException as error:
                raise CourseError(
                    f"{student}, {problem_set}: no feedback: {log.cause() or error}"
                ) from error
    return files


def _newer(file: Path, others: Sequence[Path]) -> bool:
    if not file.is_file():
        return False
    return all(file.stat().st_mtime_ns > other.stat().st_mtime_ns for other in others)


def _submissions(course: Course, problem_set: str, students: Sequence[str]) -> list[str]:
    known = course.students(problem_set)
    if not known:
        sets = ", ".join(problem_sets(course.root)) or "none"
        raise CourseError(
            f"{course.root / 'submitted'}: nobody has handed in {problem_set!r}. Submissions are "
            f"expected as submitted/<student>/{problem_set}/{problem_set}.ipynb. Sets: {sets}."
        )
    for student in students:
        if student not in known:
            raise CourseError(
                f"{course.root / 'submitted' / student / problem_set}: no such submission. "
                f"There are: {', '.join(known)}."
            )
    return list(students) or known


def _ensure_released(course: Course, problem_set: str, tell: Callable[[str], None]) -> None:
    with course.gradebook() as gradebook:
        try:
            gradebook.find_notebook(problem_set, problem_set)
            recorded = True
        except MissingEntry:
            recorded = False
    if not recorded or not course.released(problem_set).is_file():
        tell(f"{problem_set}: not released yet; releasing it now")
        release(course.root, [problem_set])
    elif is_stale(course.root, problem_set):
        tell(
            f"{problem_set}: its source changed after it was released; grading goes by what was "
            f"released. `autograder release {problem_set}` brings the change in."
        )


def _is_current(course: Course, student: str, problem_set: str) -> bool:
    submitted = course.notebook("submitted", student, problem_set)
    graded = course.notebook("autograded", student, problem_set)
    if not (submitted.is_file() and graded.is_file()):
        return False
    about = nbformat.read(graded, as_version=4).metadata.get(METADATA_KEY, {})
    return about.get("submission") == stamp(submitted)


def _grade_one(course: Course, student: str, problem_set: str) -> Outcome:
    submitted = course.notebook("submitted", student, problem_set)
    problem = _unreadable(submitted)
    if problem:
        return Outcome(student, problem=f"{submitted}: not graded: {problem}")
    converter = Autograde(coursedir=course.directory(problem_set, student), config=course.config)
    converter.force = True
    with captured_log(logging.ERROR) as log:
        try:
            converter.start()
        except NbGraderException as error:
            return Outcome(student, problem=f"{submitted}: not graded: {log.cause() or error}")
    with course.gradebook() as gradebook:
        graded = gradebook.find_submission_notebook(problem_set, problem_set, student)
        marks, points = graded.score, graded.max_score
    notebook = nbformat.read(course.notebook("autograded", student, problem_set), as_version=4)
    return Outcome(student, marks, points, repairs=repairs(notebook))


def _unreadable(path: Path) -> str | None:
    """Say why `path` cannot be read as a notebook, and what to do; None where it can."""
    if not path.is_file():
        others = sorted(p.name for p in path.parent.glob("*.ipynb"))
        if others:
            return f"the file is missing. There is {', '.join(others)}: rename it if it is the one."
        return "the file is missing and there is no other notebook. Ask for it again."
    try:
        nbformat.read(path, as_version=4)
    except Exception as error:
        reason = re.sub(r"\s+", " ", str(error.__cause__ or error))[:160]
        return f"it cannot be read as a notebook ({reason}). Ask for it again."
    return None


def _result(outcome: Outcome) -> str:
    if outcome.problem:
        return "NOT GRADED"
    return f"{outcome.marks:g} of {outcome.points:g}"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
