"""How does a set's source become the notebook that students get?

nbgrader's own `generate_assignment` takes the solutions and the hidden tests out, locks the
checks, and records the cells in the gradebook. Ours are only the stub that names its exercise and
the care not to overwrite a notebook that somebody has worked in.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import SaveCells

from autograder.books.course import Course, Places
from autograder.errors import CourseError, SourceError
from autograder.problem_sets.log import captured_log
from autograder.problem_sets.source import problem_sets, read_source, sync_sources
from autograder.submission.cells import grade_id
from autograder.submission.run import compile_shared


def release(root: Path, sets: Sequence[str] = (), *, force: bool = False) -> list[Path]:
    """Generate the student notebooks of `sets` (all where empty) of the course in `root`.

    Writes ``exercises/<set>/<set>.ipynb`` and the cells of the sets into the gradebook. The same
    source gives the same bytes. JAX then compiles what the notebooks of a set share. Returns the
    notebooks' paths.

    Raises SourceError for an unknown set, CourseError where nbgrader refuses, or where a notebook
    to be replaced holds answers and `force` is not set.
    """
    course = Course.at(root)
    known = problem_sets(root)
    for name in sets:
        if name not in known:
            raise SourceError(f"{name}: no such problem set. There are: {', '.join(known)}.")
    sync_sources(root, sets or known)
    released = []
    for name in sets or known:
        target = course.released(name)
        if target.is_file() and not force:
            refuse_to_lose_answers(target)
        converter = GenerateAssignment(coursedir=course.directory(name), config=course.config)
        converter.force = True
        with captured_log(logging.ERROR) as log:
            try:
                converter.start()
            except NbGraderException as error:
                raise CourseError(
                    f"{course.text(name)}: nbgrader could not release it: {log.cause() or error}"
                ) from error
        compile_shared(read_source(root, name))
        released.append(target)
    return released


def student_notebook(course: Course, problem_set: str) -> NotebookNode:
    """Return the notebook that releasing `problem_set` would give now; writes nothing."""
    converter = GenerateAssignment(coursedir=course.directory(problem_set), config=course.config)
    notebook = read_source(course.root, problem_set)
    resources = {"language": "python", "nbgrader": {}}
    for step in converter.preprocessors:
        if step is not SaveCells:  # the one that writes, into the gradebook
            notebook, resources = step(config=course.config).preprocess(notebook, resources)
    return notebook


def is_stale(root: Path, problem_set: str) -> bool:
    """Say whether the source of `problem_set` changed after it was released into ``exercises``."""
    places = Places(root)
    source, released = places.text(problem_set), places.released(problem_set)
    if not (source.is_file() and released.is_file()):
        return True
    return source.stat().st_mtime_ns > released.stat().st_mtime_ns


def refuse_to_lose_answers(path: Path) -> None:
    """Raise CourseError where the notebook at `path` holds answers that writing it would lose."""
    try:
        cells = nbformat.read(path, as_version=4).cells
    except (OSError, ValueError):
        return
    worked_in = [
        str(grade_id(cell))
        for cell in cells
        if utils.is_solution(cell)
        and cell.metadata.nbgrader.get("checksum") != utils.compute_checksum(cell)
    ]
    if worked_in:
        raise CourseError(
            f"{path}: holds answers ({', '.join(worked_in)}) that would be overwritten. Move the "
            "file away, or do it with --force."
        )
