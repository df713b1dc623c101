"""How is a class graded, so that only what changed is graded again and nobody stops the others?

nbgrader's own Autograde and GenerateFeedback do the work, one submission at a time, with the
course's configuration; this module decides what needs it, tells how far it is, and turns what went
wrong into one line.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateFeedback

from autograder.books.course import Course
from autograder.books.dates import shown
from autograder.books.gradebook import Books
from autograder.books.grades import class_grades
from autograder.books.roster import Roster
from autograder.books.steps import settings_of
from autograder.books.submitted import SubmissionError
from autograder.classroom.batch import Set, run_all, start
from autograder.classroom.hand import waiting
from autograder.classroom.pool import Pool
from autograder.classroom.status import doubts
from autograder.errors import CourseError, NotebookError, SandboxError
from autograder.feedback.page import Page, is_made_from, write_page
from autograder.isolation.sandbox import no_workers, not_here
from autograder.problem_sets.release import is_stale, release
from autograder.problem_sets.source import problem_sets
from autograder.processors import at_once, processors
from autograder.submission.cache import set_key, stamp
from autograder.submission.cells import METADATA_KEY, grade_id, is_check, read_released
from autograder.submission.reading import find_notebook
from autograder.terminal import printable

if TYPE_CHECKING:  # Dask is there where it is asked for
    from autograder.classroom.cluster import Cluster

PAGE_S = 60
# Repairs of one submission that are told while grading; the feedback lists all.
TOLD_REPAIRS = 8

NOT_ISOLATED = (
    "NOT ISOLATED: students' code runs with your rights. It can read and change your files, the "
    "gradebook and other submissions, and forge its marks. Every report will say so."
)


@dataclass
class Result:
    """What became of one submission: graded, unchanged since it was graded, or a `problem`.

    marks: before what coming late costs, the penalty. again: when the same notebook was handed in
    once more, later. files: what the notebook did not find beside it. faults: what went wrong in
    checks themselves, for the instructor. The words may be a student's: show them through
    `terminal.printable` only.
    """

    student: str
    marks: float | None = None
    points: float = 0.0
    penalty: float = 0.0
    again: datetime | None = None
    unchanged: bool = False
    problem: str | None = None
    repairs: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
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
    cluster: Cluster | None = None,
    tell: Callable[[str], None] = print,
) -> list[Result]:
    """Grade the submissions of `problem_set` in the course `root`.

    students: grade only these; everybody where empty. force: run what is unchanged once more. jobs:
    how many at once; where None, as many as there are processors. isolated: False runs students'
    code without a sandbox; where None, as configured. pool: processes that wait for work, in place
    of `jobs` new ones. cluster: other machines that run what is to be run. tell: called with each
    line of progress, which is `printable`.

    Raises CourseError where there is nothing to grade, SandboxError where there is no sandbox.
    """
    course = Course.at(root)

    def say(line: str) -> None:
        tell(printable(line))

    found = _submissions(course, problem_set, students)
    for line in doubts(course):
        say(line)
    roster = Roster.read(course.roster)
    say(f"{problem_set}: gradebook {course.books_in}")
    _ensure_released(course, problem_set, say)
    settings = replace(settings_of(course.config), again=force)
    if isolated is not None:
        settings = replace(settings, isolated=isolated)
    problem = not_here() if settings.isolated else no_workers()
    if problem and cluster is None:
        raise SandboxError(problem)
    if not settings.isolated:
        say(NOT_ISOLATED)
    with course.only_writer(), Books(course, problem_set) as books:
        known = Set(problem_set, course.released(problem_set), books.source, settings)
        recorded = set() if force else books.recorded()
        key = _set_key(known)
        results: dict[str, Result] = {}
        todo: dict[str, Path] = {}
        for student in found:
            problem = nobody(course, roster, student, problem_set)
            if problem is not None:
                say(f"    {problem}")
                results[student] = Result(student, problem=problem)
                continue
            folder = course.submitted(student, problem_set)
            graded = _about(course, student, problem_set) if student in recorded else {}
            if not _is_current(graded, folder, known, key):
                todo[student] = folder
            elif graded.get("uncertain"):
                todo[student] = folder
                say(
                    f"{problem_set}: {student} is graded again: the last time the kernel ended a "
                    "process of this submission, so its marks are uncertain"
                )
            else:
                results[student] = Result(student, unchanged=True)
        unchanged = sum(result.unchanged for result in results.values())
        if unchanged:
            say(f"{problem_set}: {unchanged} unchanged since they were graded, skipped")
        if todo:
            own = None
            if pool is None:
                jobs = min(at_once(jobs), len(todo))
                pool = own = start(jobs, settings.isolated, [known.released])
            try:
                for result in _graded(known, books, todo, pool, cluster, say):
                    results[result.student] = result
            finally:
                if own is not None:
                    own.close()
        _settle(problem_set, books, say)
    if todo:
        _tell_marked(root, problem_set, todo, say)
    return [results[student] for student in found]


def _tell_marked(
    root: Path, problem_set: str, graded: Iterable[str], say: Callable[[str], None]
) -> None:
    """Say how many answers were graded again that a person has marked: they may have changed."""
    again = [w for w in waiting(root, problem_set) if w.before is not None and w.student in graded]
    if again:
        say(
            f"{problem_set}: {len(again)} of the answers that were graded again have marks by a "
            f"person, which stand; `autograder mark {problem_set}` lists them"
        )


def settle(root: Path, problem_set: str, tell: Callable[[str], None] = print) -> None:
    """Work out again what coming late costs everybody, by the marks and dates as they are now.

    tell: called with a line for each student whose penalty changed. Raises CourseError.
    """
    course = Course.at(root)
    with course.only_writer(), Books(course, problem_set) as books:
        _settle(problem_set, books, lambda line: tell(printable(line)))


def _settle(problem_set: str, books: Books, say: Callable[[str], None]) -> None:
    for student, before, after in books.settle():
        was = f"{before:g}" if before else "none"
        say(f"{problem_set}: {student}: {after:g} marks off for coming late (before: {was})")


def _graded(
    known: Set,
    books: Books,
    todo: Mapping[str, Path],
    pool: Pool,
    cluster: Cluster | None,
    say: Callable[[str], None],
) -> Iterator[Result]:
    """Grade `todo`, in whatever order it gets done, and say the progress."""
    if cluster is None:
        outcomes = run_all(pool, known, todo)
    else:
        from autograder.classroom.afar import run_afar

        outcomes = run_afar(pool, cluster, known, todo)
    width = max(map(len, todo))
    begin = time.perf_counter()
    for i, (student, notebook) in enumerate(outcomes, 1):
        result = _recorded(known.name, books, student, todo[student], notebook)
        left = (time.perf_counter() - begin) / i * (len(todo) - i)
        say(
            f"{known.name}: {i:{len(str(len(todo)))}} of {len(todo)}  {student:{width}}  "
            f"{_marks(result)}{f'   {_duration(left)} left' if i < len(todo) else ''}"
        )
        if result.again is not None:
            zone = books.zone
            say(
                f"    the same notebook was handed in again at {shown(result.again, zone)}; the "
                "first time counts"
            )
        for sentence in result.repairs[:TOLD_REPAIRS]:
            say(f"    repaired: {sentence}")
        if len(result.repairs) > TOLD_REPAIRS:
            more = len(result.repairs) - TOLD_REPAIRS
            say(f"    repaired: {more} more; the feedback lists them")
        for problem in [*result.files, *result.faults, result.problem]:
            if problem:
                say(f"    {problem}")
        yield result


def _recorded(
    name: str, books: Books, student: str, folder: Path, notebook: NotebookNode | Exception
) -> Result:
    """Write down what a submission came to; raises only what concerns every submission."""
    submitted = folder / f"{name}.ipynb"
    if isinstance(notebook, SandboxError):
        raise notebook
    if isinstance(notebook, Exception):
        reason = str(notebook) or type(notebook).__name__
        return Result(student, problem=f"{submitted}: not graded: {reason}")
    about = notebook.metadata[METADATA_KEY]
    try:
        came = books.record(student, notebook)
    except SubmissionError as error:
        return Result(student, problem=f"{submitted}: not graded: {error}")
    return Result(
        student,
        came.marks,
        came.points,
        came.penalty,
        came.again,
        repairs=about["repairs"],
        files=about.get("files", []),
        faults=about.get("problems", []),
    )


def _set_key(known: Set) -> str:
    checks = {
        name: (known.source.cells[name].source, float(known.source.cells[name].max_score or 0.0))
        for cell in read_released(known.released).cells
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

    A page that says that it was made from the same notebook, marks, comments and template is left
    as it is, unless `force`. pool: processes that wait for work, in place of new ones. Raises
    CourseError, after all other pages are written, where one cannot be.
    """
    course = Course.at(root)
    grades = class_grades(course, problem_set)
    permissions = GenerateFeedback(coursedir=course.directory(problem_set), config=course.config)
    mode = int(str(permissions.permissions), 8)
    files, pages, problems = [], [], []
    for student in students or course.students(problem_set):
        graded = course.graded(student, problem_set)
        if not graded.is_file():
            continue
        file = course.feedback(student, problem_set)
        files.append(file)
        if student not in grades:
            problems.append(
                f"{graded}: graded, but not in the gradebook. Grade it again: `autograder grade "
                f"{problem_set} --student {student} --force`."
            )
            continue
        standing = grades[student].grades
        page = Page(
            student, problem_set, graded, course.released(problem_set), file, standing, mode
        )
        if force or not is_made_from(page):
            pages.append(page)
    if pages:
        if pool is not None:
            problems += _problems(pool, pages)
        else:
            with start(min(processors(), len(pages)), True, []) as own:
                problems += _problems(own, pages)
    if problems:
        raise CourseError("; ".join(problems))
    return files


def _problems(pool: Pool, pages: Sequence[Page]) -> list[str]:
    """Write pages; return what went wrong, a sentence each."""
    return [
        f"{page.file}: the feedback cannot be written: {result}"
        for page, result in pool.run(write_page, pages, seconds=PAGE_S)
        if isinstance(result, Exception)
    ]


def _submissions(course: Course, problem_set: str, students: Sequence[str]) -> list[str]:
    known = course.students(problem_set)
    if not known:
        sets = ", ".join(problem_sets(course.root)) or "none"
        raise CourseError(
            f"{course.folder('submitted', '.', '.')}: nobody has handed in {problem_set!r}. "
            f"Submissions are expected as submitted/<student>/{problem_set}/{problem_set}.ipynb. "
            f"Sets: {sets}."
        )
    for student in students:
        if student not in known:
            raise CourseError(
                f"{course.submitted(student, problem_set)}: no such submission. "
                f"There are: {', '.join(known)}."
            )
    return list(students) or known


def nobody(course: Course, roster: Roster, student: str, problem_set: str) -> str | None:
    """Ask who `student` is whose folder the roster does not have; None where it has, or is empty.

    A mistyped folder would get marks that nobody finds.
    """
    if not roster.people or any(person.id == student for person in roster.people):
        return None
    near = roster.by_id(student) or roster.nearest(student)
    meant = f"; is {near} meant?" if near else "."
    return (
        f"{course.submitted(student, problem_set)}: not graded: nobody in {course.roster.name} is "
        f"called {printable(student)!r}{meant} Rename the folder, or add a line to the roster."
    )


def _ensure_released(course: Course, problem_set: str, say: Callable[[str], None]) -> None:
    with course.gradebook() as gradebook:
        try:
            gradebook.find_notebook(problem_set, problem_set)
            recorded = True
        except MissingEntry:
            recorded = False
    if not recorded or not course.released(problem_set).is_file():
        say(f"{problem_set}: not released yet; releasing it now")
        release(course.root, [problem_set])
    elif is_stale(course.root, problem_set):
        say(
            f"{problem_set}: its source changed after it was released; grading goes by what was "
            f"released. `autograder release {problem_set}` brings the change in."
        )


def _about(course: Course, student: str, problem_set: str) -> Mapping[str, object]:
    """Return what the autograded notebook says of its grading; nothing where there is none."""
    try:
        text = course.graded(student, problem_set).read_text(encoding="utf-8")
        about = json.loads(text)["metadata"][METADATA_KEY]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return about if isinstance(about, dict) else {}


def _is_current(graded: Mapping[str, object], folder: Path, known: Set, key: str) -> bool:
    """Whether what was graded is what lies in `folder` now, by the same checks."""
    if graded.get("set") != key:
        return False
    try:
        return graded.get("submission") == stamp(find_notebook(folder, known.name)[0])
    except (OSError, NotebookError):
        return False


def _marks(result: Result) -> str:
    if result.problem:
        return "NOT GRADED"
    late = f", then {result.penalty:g} off for coming late" if result.penalty else ""
    return f"{result.marks:g} of {result.points:g}{late}"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
