"""Who handed in something since the last look, all of it, and nobody twice?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.books.course import Course
from autograder.errors import NotebookError
from autograder.submission.reading import files_in

LOOK_S = 0.2


def arrivals(root: Path, problem_set: str) -> Iterator[list[str]]:
    """Yield, again and again, the students whose submission of `problem_set` is new or changed.

    The first time everybody's is. A submission counts once its files stay as they are from one
    look to the next, so none is graded that is still being copied. An empty list means that a look
    found nothing.
    """
    course = Course.at(root)
    told: dict[str, object] = {}
    before: dict[str, object] = {}
    while True:
        now = {
            student: _state(course, problem_set, student) for student in _there(course, problem_set)
        }
        ready = [s for s, state in now.items() if told.get(s) != state and before.get(s) == state]
        told |= {student: now[student] for student in ready}
        before = now
        yield ready


def _there(course: Course, problem_set: str) -> list[str]:
    try:
        return course.students(problem_set)
    except OSError:  # a folder that goes away while it is looked at
        return []


def _state(course: Course, problem_set: str, student: str) -> object:
    """Return what tells whether a submission is another than before, without reading it."""
    found = []
    try:
        for path in [course.submitted(student, problem_set), *_files(course, problem_set, student)]:
            about = path.lstat()
            found.append((str(path), about.st_ctime_ns, about.st_size))
    except OSError:
        return None
    return tuple(sorted(found))


def _files(course: Course, problem_set: str, student: str) -> list[Path]:
    try:
        return list(files_in(course.submitted(student, problem_set)))
    except NotebookError:  # more than a submission can need: grading says so
        return []
