"""How does a set's source become the notebook that students get?

nbgrader's own `generate_assignment` takes the solutions and the hidden tests out, locks the
checks, and records the cells in the gradebook. Ours are only the stub that names its exercise and
the care not to overwrite a notebook that somebody has worked in.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import SaveCells

from autograder.books.course import Course, Places
from autograder.books.steps import settings_of
from autograder.errors import CourseError, SandboxError, SourceError
from autograder.problem_sets.log import captured_log
from autograder.problem_sets.source import problem_sets, read_source, sync_sources, words
from autograder.submission.cells import grade_id, is_check, read_released
from autograder.submission.marks import hidden_reports
from autograder.submission.run import compile_shared, graded, servers

RELEASING_DIRECTORY = "_build/releasing"
# What of a source no student sees: nbgrader's marks of solutions and hidden tests.
SECRET = re.compile(r"^[ \t]*### BEGIN (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)", re.MULTILINE)


def release(
    root: Path, sets: Sequence[str] = (), *, force: bool = False, prove: bool = True
) -> list[Path]:
    """Generate the student notebooks of `sets` (all where empty) of the course in `root`.

    Writes ``exercises/<set>/<set>.ipynb`` and the cells of the sets into the gradebook. The same
    source gives the same bytes. JAX then compiles what the notebooks of a set share. prove: first
    see that the set's own solution gets full marks. Returns the notebooks' paths.

    Raises SourceError for an unknown set, CourseError where nbgrader refuses, where the solution
    loses marks, or where a notebook to be replaced holds answers and `force` is not set. What was
    released before is then still there.
    """
    course = Course.at(root)
    known = problem_sets(root)
    if not known:
        raise SourceError(f"{root / 'solutions'}: holds no problem set, a file <set>.md.")
    for name in sets:
        if name not in known:
            raise SourceError(f"{name}: no such problem set. There are: {', '.join(known)}.")
    sync_sources(root, sets or known)
    with course.gradebook():
        pass  # where it refuses, nothing is begun
    released = []
    try:
        for name in sets or known:
            target = course.released(name)
            if target.is_file() and not force:
                refuse_to_lose_answers(target)
            source = read_source(root, name)
            compile_shared(source)
            if prove:
                _prove(course, name, source)
            _generate(course, name)
            _mark(course, name)
            released.append(target)
    finally:
        servers(settings_of(course.config).isolated).close()
    return released


def _generate(course: Course, name: str) -> None:
    """Let nbgrader make the notebook beside its place, and put it there when it is whole."""
    directory = course.directory(name)
    place = Path(directory.root) / RELEASING_DIRECTORY
    place.mkdir(parents=True, exist_ok=True)
    directory.release_directory = str(place)
    converter = GenerateAssignment(coursedir=directory, config=course.config)
    converter.force = True
    try:
        with captured_log(logging.ERROR) as log:
            try:
                converter.start()
            except NbGraderException as error:
                raise CourseError(
                    f"{course.text(name)}: nbgrader could not release it: {log.cause() or error}"
                ) from error
        made = Path(directory.format_path(str(place), ".", name))
        for file in sorted(path for path in made.rglob("*") if path.is_file()):
            target = course.released(name).parent / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, target)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _prove(course: Course, name: str, source: NotebookNode) -> None:
    """Grade the solution of a set as a submission. Raises CourseError where it loses marks.

    Where there is no sandbox, grading will say so; releasing needs none.
    """
    try:
        solved = graded(deepcopy(source), settings_of(course.config))
    except SandboxError:
        return
    lost = []
    for cell in filter(is_check, solved.cells):
        points = float(cell.metadata["nbgrader"]["points"])
        marks = float(cell.outputs[-1].data["text/plain"])  # as `settle` leaves it
        if marks != points:
            of_parts = max((r["points"] for r in hidden_reports(cell)), default=points)
            more = f" (its check gives {of_parts:g})" if of_parts != points else ""
            lost.append(f"`{grade_id(cell)}` {marks:g} of {points:g}{more}")
    if lost:
        raise CourseError(
            f"{course.text(name)}: not released, because its own solution loses marks: "
            f"{', '.join(lost)}. Mend the solution, the check or the points."
        )


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
    """Say whether the source of `problem_set` is another than what was released."""
    places = Places(root)
    if not (places.text(problem_set).is_file() and places.released(problem_set).is_file()):
        return True
    try:
        marked = places.mark(problem_set).read_text(encoding="utf-8")
    except OSError:  # released elsewhere, and cloned or copied
        if not _same(read_source(root, problem_set), read_released(places.released(problem_set))):
            return True
        _mark(places, problem_set)
        return False
    return marked != _digest(places, problem_set)


def _mark(places: Places, problem_set: str) -> None:
    """Note from which source the released notebook was made, and that it is this one."""
    path = places.mark(problem_set)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_digest(places, problem_set), encoding="utf-8")


def _digest(places: Places, problem_set: str) -> str:
    total = hashlib.sha256()
    for path in (places.text(problem_set), *words(problem_set), places.released(problem_set)):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _same(source: NotebookNode, released: NotebookNode) -> bool:
    """Say whether `released` shows what `source` says: texts, given cells, stubs, points."""
    pairs = list(zip(source.cells, released.cells, strict=False))
    return len(source.cells) == len(released.cells) and all(
        _points(one) == _points(two) and two.source.startswith(_shown(one)) for one, two in pairs
    )


def _points(cell: NotebookNode) -> tuple[str | None, float]:
    return grade_id(cell), float(cell.metadata.get("nbgrader", {}).get("points") or 0)


def _shown(cell: NotebookNode) -> str:
    """Return the text of a cell of a source up to where something is taken out of it."""
    return SECRET.split(cell.source)[0].rstrip()


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
