"""How is a class graded, so that only what changed is graded again and nobody stops the others?

nbgrader's own Autograde and GenerateFeedback do the work, one submission at a time, with the
course's configuration; this module decides what needs it, tells how far it is, and turns what went
wrong into one line.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback

from autograder.books.course import Course
from autograder.books.gradebook import Books, SubmissionError
from autograder.books.steps import settings_of
from autograder.classroom.batch import Set, run_all, start
from autograder.classroom.pool import Pool
from autograder.errors import CourseError, NotebookError, SandboxError
from autograder.feedback.page import TEMPLATES, Grades, Page, write_page
from autograder.problem_sets.release import is_stale, release
from autograder.problem_sets.source import problem_sets
from autograder.submission.cache import set_key, stamp
from autograder.submission.cells import METADATA_KEY, grade_id, is_check
from autograder.submission.reading import find_notebook

PAGE_S = 60

NOT_ISOLATED = (
    "NOT ISOLATED: students' code runs with your rights. It can read and change your files, the "
    "gradebook and other submissions, and forge its marks. Every report will say so."
)

FEEDBACK_CODE = [
    TEMPLATES / "feedback" / "index.html.j2",
    TEMPLATES.with_name("page.py"),
]


@dataclass
class Outcome:
    """What became of one submission: graded, unchanged since it was graded, or a `problem`.

    faults: what went wrong in checks themselves, for the instructor.
    """

    student: str
    marks: float | None = None
    points: float = 0.0
    unchanged: bool = False
    problem: str | None = None
    repairs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def grade(
    root: Path,
    problem_set: str,
    students: Sequence[str] = (),
    *,
    force: bool = False,
    jobs: int | None = None,
    isolated: bool | None = None,
    pool: Pool | None = None,
    tell: Callable[[str], None] = print,
) -> list[Outcome]:
    """Grade the submissions of `problem_set` in the course `root`.

    students: grade only these; everybody where empty. force: grade what is unchanged too. jobs:
    how many at once; where None, as many as there are processors. isolated: False runs students'
    code without a sandbox; where None, as configured. pool: processes that wait for work, in place
    of `jobs` new ones. tell: called with each line of progress.

    Raises CourseError where there is nothing to grade, SandboxError where there is no sandbox.
    """
    course = Course.at(root)
    found = _submissions(course, problem_set, students)
    _ensure_released(course, problem_set, tell)
    settings = settings_of(course.config)
    if isolated is not None:
        settings = replace(settings, isolated=isolated)
    if not settings.isolated:
        tell(NOT_ISOLATED)
    with _one_writer(course), Books(course, problem_set) as books:
        known = Set(
            problem_set,
            course.root / "submitted",
            course.released(problem_set),
            books.source,
            settings,
        )
        recorded = set() if force else books.recorded()
        key = _set_key(known)
        outcomes = {
            student: Outcome(student, unchanged=True)
            for student in found
            if student in recorded and _is_current(course, student, known, key)
        }
        todo = [student for student in found if student not in outcomes]
        if outcomes:
            tell(f"{problem_set}: {len(outcomes)} unchanged since they were graded, skipped")
        if todo:
            if pool is None:
                jobs = min(jobs or os.cpu_count() or 1, len(todo))
                pool = own = start(jobs, settings.isolated, [known.released])
            else:
                own = None
            try:
                for outcome in _graded(known, books, todo, pool, tell):
                    outcomes[outcome.student] = outcome
            finally:
                if own is not None:
                    own.close()
    return [outcomes[student] for student in found]


@contextmanager
def _one_writer(course: Course) -> Iterator[None]:
    """Keep a second `autograder grade` out of the course. Raises CourseError in the second."""
    path = course.root / "_build" / "grading.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"{course.root}: another `autograder grade` is at work in this course. Wait until "
                "it is done, then go on with the same command."
            ) from None
        yield  # the lock goes with the file, also when this process is killed


def _graded(
    known: Set, books: Books, todo: list[str], pool: Pool, tell: Callable[[str], None]
) -> Iterator[Outcome]:
    """Grade `todo`, in whatever order it gets done, and tell the progress."""
    width = max(map(len, todo))
    begin = time.perf_counter()
    for i, (student, result) in enumerate(run_all(pool, known, todo), 1):
        outcome = _recorded(known, books, student, result)
        left = (time.perf_counter() - begin) / i * (len(todo) - i)
        tell(
            f"{known.name}: {i:{len(str(len(todo)))}} of {len(todo)}  {student:{width}}  "
            f"{_result(outcome)}{f'   {_duration(left)} left' if i < len(todo) else ''}"
        )
        for sentence in outcome.repairs:
            tell(f"    repaired: {sentence}")
        for problem in [*outcome.faults, outcome.problem]:
            if problem:
                tell(f"    {problem}")
        yield outcome


def _recorded(known: Set, books: Books, student: str, result: NotebookNode | Exception) -> Outcome:
    """Write down what a submission came to; raises only what concerns every submission."""
    submitted = known.submitted / student / known.name / f"{known.name}.ipynb"
    if isinstance(result, SandboxError):
        raise result
    if isinstance(result, Exception):
        reason = str(result) or type(result).__name__
        return Outcome(student, problem=f"{submitted}: not graded: {reason}")
    about = result.metadata[METADATA_KEY]
    try:
        marks, points = books.record(student, result)
    except SubmissionError as error:
        return Outcome(student, problem=f"{submitted}: not graded: {error}")
    return Outcome(
        student, marks, points, repairs=about["repairs"], faults=about.get("problems", [])
    )


def _set_key(known: Set) -> str:
    checks = {
        name: known.source.cells[name].source
        for cell in nbformat.read(known.released, as_version=4).cells
        if is_check(cell) and (name := str(grade_id(cell))) in known.source.cells
    }
    return set_key(checks, known.settings.limits, known.settings.isolated)


def write_feedback(
    root: Path,
    problem_set: str,
    students: Sequence[str] = (),
    *,
    force: bool = False,
    pool: Pool | None = None,
) -> list[Path]:
    """Write the feedback of `students` (all where empty) on `problem_set`; return all their files.

    What is newer than the grading, the gradebook and the template is left as it is, unless
    `force`. pool: processes to do it; new ones where None. Raises CourseError that names each page
    that could not be written, when all the others are.
    """
    course = Course.at(root)
    files, pages = [], []
    for student in students or course.students(problem_set):
        graded = course.notebook("autograded", student, problem_set)
        if not graded.is_file():
            continue
        file = course.notebook("feedback", student, problem_set, ".html")
        files.append(file)
        if force or not _newer(file, [graded, course.database, *FEEDBACK_CODE]):
            pages.append(Page(student, problem_set, graded, course.released(problem_set), file))
    if not pages:
        return files
    permissions = GenerateFeedback(coursedir=course.directory(problem_set), config=course.config)
    mode = int(str(permissions.permissions), 8)
    tasks, problems = [], []
    with course.gradebook() as gradebook:
        for page in pages:
            try:
                tasks.append((page, _grades(gradebook, page), mode))
            except CourseError as error:
                problems.append(str(error))
    if pool is not None:
        problems += _problems(pool, tasks)
    else:
        with start(min(os.cpu_count() or 1, max(len(tasks), 1)), True, []) as own:
            problems += _problems(own, tasks)
    if problems:
        raise CourseError("; ".join(problems))
    return files


def _problems(pool: Pool, tasks: list[tuple[Page, Grades, int]]) -> list[str]:
    """Write pages; return what went wrong, a sentence each."""
    return [
        f"{task[0].file}: the feedback cannot be written: {result}"
        for task, result in pool.run(write_page, tasks, seconds=PAGE_S)
        if isinstance(result, Exception)
    ]


def _grades(gradebook: Gradebook, page: Page) -> Grades:
    """Return what the gradebook says of a student's notebook. Raises CourseError if nothing."""
    try:
        found = gradebook.find_submission_notebook(page.name, page.name, page.student)
    except MissingEntry:
        raise CourseError(
            f"{page.graded}: graded, but not in the gradebook. Grade it again: `autograder grade "
            f"{page.name} --student {page.student} --force`."
        ) from None
    grades = {grade.cell.name: grade for grade in found.grades}
    penalty = found.late_submission_penalty or 0.0
    return Grades(
        score=found.score - penalty,
        max_score=found.max_score,
        late_penalty=penalty,
        scores={n: None if g.needs_manual_grade else g.score for n, g in grades.items()},
        points={name: grade.max_score for name, grade in grades.items()},
        comments={comment.cell.name: comment.comment for comment in found.comments},
    )


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


def _is_current(course: Course, student: str, known: Set, key: str) -> bool:
    graded = course.notebook("autograded", student, known.name)
    try:
        about = json.loads(graded.read_text(encoding="utf-8"))["metadata"][METADATA_KEY]
        file, _ = find_notebook(known.submitted / student / known.name, known.name)
        return bool(about["set"] == key and about["submission"] == stamp(file))
    except (OSError, ValueError, KeyError, TypeError, NotebookError):
        return False


def _result(outcome: Outcome) -> str:
    if outcome.problem:
        return "NOT GRADED"
    return f"{outcome.marks:g} of {outcome.points:g}"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
