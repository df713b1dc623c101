"""Where does a problem set come from?

From the text notebook ``solutions/<set>.md`` (MyST, jupytext) and the checks of its exercises.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.checks import Exercise
from autograder.checks.markup import BOOK
from autograder.errors import SourceError
from autograder.submission.cells import CHECK_SUFFIX, KERNELSPEC, LANGUAGE, grade_id

CHECKS = Path(__file__).parents[1] / "checks"


def problem_sets(root: Path) -> list[str]:
    """Return the names of the sets in ``root/solutions``, sorted."""
    return sorted(path.stem for path in (root / "solutions").glob("*.md"))


def read_source(root: Path, problem_set: str) -> NotebookNode:
    """Return the instructor's notebook of `problem_set`, solutions and hidden tests included.

    Raises SourceError where there is no such set.
    """
    path = root / "solutions" / f"{problem_set}.md"
    if not path.is_file():
        known = ", ".join(problem_sets(root)) or "none"
        raise SourceError(f"{path}: no such problem set. There are: {known}.")
    import jupytext  # here, because it takes longer to import than most commands run

    try:
        notebook = jupytext.read(path, fmt="md:myst")
    except Exception as error:
        raise SourceError(f"{path}: not a MyST notebook that jupytext can read: {error}") from error
    try:
        expand(notebook, problem_set)
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    # Ids by position and no metadata of a machine: the same text always gives the same notebook.
    for i, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{i:03d}"
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _makers(problem_set: str) -> list[Path]:
    """Return the files besides the source that decide what a set's notebook says."""
    return [Path(__file__), *(CHECKS / problem_set).glob("*")]


def words(problem_set: str) -> list[Path]:
    """Return the files with the texts of a set's checks, which its notebook says."""
    return sorted((CHECKS / problem_set).glob("*.md"))


def sync_sources(root: Path, anew: Container[str] = ()) -> None:
    """Bring ``root/_build/source/<set>/<set>.ipynb``, which nbgrader reads, up to date.

    A file counts as changed where its date is another, older ones too: a copy keeps its date.
    anew: sets that are written whatever the dates say. Raises SourceError for a source that cannot
    be read, after the others are done.
    """
    failed = None
    for problem_set in problem_sets(root):
        text = root / "solutions" / f"{problem_set}.md"
        target = root / "_build" / "source" / problem_set / f"{problem_set}.ipynb"
        # Not beside the notebook: nbgrader gives out all that lies there.
        made_from = root / "_build" / "made" / f"{problem_set}.source"
        now = _state([text, *_makers(problem_set)])
        with suppress(OSError):
            there = target.is_file() and made_from.read_text(encoding="utf-8") == now
            if there and problem_set not in anew:
                continue
        try:
            notebook = read_source(root, problem_set)
        except SourceError as error:
            failed = error
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # Renamed into place: another command may be reading it at this moment.
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        nbformat.write(notebook, draft)
        os.replace(draft, target)
        made_from.parent.mkdir(parents=True, exist_ok=True)
        made_from.write_text(now, encoding="utf-8")
    if failed:
        raise failed


def _state(files: Iterable[Path]) -> str:
    """Return what tells whether one of `files` is another than before, without reading them."""
    abouts = [(path.name, path.stat()) for path in files if path.is_file()]
    return json.dumps(sorted((name, a.st_mtime_ns, a.st_size) for name, a in abouts))


# ---------------------------------------------------------------------------- short forms

# Where a checkout has the book, from the folder of a notebook.
BOOK_BESIDE = "../../_build/html"
HEADING = re.compile(r"^## \{([\w ]+)\} ?(.*)$", re.MULTILINE)
CHECK_CELL = """\
from autograder.checks import {set} as check

check.{exercise}()
### BEGIN HIDDEN TESTS
check.{exercise}.hidden()
### END HIDDEN TESTS"""
FIRST_CELL = """\
# Is the course's package here? This cell says so, and what to do if it is not.
try:
    from autograder.checks import {set} as check
except ModuleNotFoundError as missing:
    import sys
    from pathlib import Path

    colab = "google.colab" in sys.modules
    wheels = [w for folder in (".", "..") for w in Path(folder).glob("autodiff_course-*.whl")]
    print(f"{{missing.name}} is missing. It comes with the course's package, which is the file")
    print("of the hand-out whose name ends in .whl.")
    if wheels:
        print("Run this line in a cell of its own, then restart the kernel:")
        print(f"%pip install {{'--no-deps ' * colab}}{{wheels[-1].as_posix()}}")
    else:
        where = "among Colab's files (the folder on the left)" if colab else "beside this notebook"
        print(f"Put that file {{where}}, then run this cell again.")
else:
    print("All that this notebook needs is here.")
    print("Each check notes beside itself when you ran it first and last, and how often: so your")
    print("instructor sees what takes long. Nothing else is noted; clear its output to remove it.")"""
LAST_CELL = """\
from autograder.checks import {set} as check

check.progress()"""


def expand(notebook: NotebookNode, problem_set: str) -> None:
    """Write out what the source of a set leaves to its checks.

    A code cell whose ``id`` is an exercise's name is its answer cell, and gets a check cell behind
    it; one whose ``id`` is among the answers that a person marks, of either type, is such an
    answer; any other code cell with an ``id`` is given and locked. In text, ``## {exercise}``
    becomes the numbered heading with title and points and the place in the book, ``{task}`` the
    sentence that says what to do, ``{points}`` the list of all points. A set without checks of ours
    is left as it is.

    Raises SourceError where exercises and cells do not match.
    """
    try:
        checks = import_module(f"autograder.checks.{problem_set}")
    except ModuleNotFoundError as missing:
        if missing.name != f"autograder.checks.{problem_set}":
            raise
        return
    exercises: dict[str, Exercise] = {e.name: e for e in checks.EXERCISES}
    by_person: dict[str, float] = getattr(checks, "BY_PERSON", {})
    text = _Text(exercises, by_person)
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        name = cell.metadata.pop("id", None)
        if name is None:
            if cell.cell_type == "markdown":
                cell.source = text.filled(cell.source)
            cells.append(cell)
            continue
        if name in exercises:
            cell.metadata["nbgrader"] = _about(name, "code", solution=True)
            source = CHECK_CELL.format(set=problem_set, exercise=name)
            check = new_code_cell(source)
            points = exercises[name].points
            check.metadata["nbgrader"] = _about(name + CHECK_SUFFIX, "code", points=points)
            cells += [cell, check]
            continue
        if name in by_person:
            about = _about(name, cell.cell_type, solution=True, points=by_person[name])
        else:
            about = _about(name, cell.cell_type, locked=True)
        cell.metadata["nbgrader"] = about
        cells.append(cell)
    found = [name for name in map(grade_id, cells) if name in exercises]
    if found != list(exercises):
        raise SourceError(
            f"the answer cells are {', '.join(map(str, found))}; the "
            f"checks have the exercises {', '.join(exercises)}, in this order."
        )
    first, last = (new_code_cell(t.format(set=problem_set)) for t in (FIRST_CELL, LAST_CELL))
    first.metadata["nbgrader"] = _about("install", "code", locked=True)
    last.metadata["nbgrader"] = _about("progress", "code", locked=True)
    at = next(i for i, cell in enumerate(cells) if cell.cell_type == "code")
    notebook.cells = [*cells[:at], first, *cells[at:], last]


class _Text:
    """The text of a set, with what its checks say filled in; headings are counted."""

    def __init__(self, exercises: dict[str, Exercise], by_person: dict[str, float]) -> None:
        self._exercises, self._by_person = exercises, by_person
        self._number = 0
        self._task = ""

    def filled(self, source: str) -> str:
        source = HEADING.sub(self._heading, source)
        source = re.sub(r"^\{task\}$", lambda _: self._task, source, flags=re.MULTILINE)
        return re.sub(r"^\{points\}$", lambda _: self._points(), source, flags=re.MULTILINE)

    def _heading(self, found: re.Match[str]) -> str:
        self._number += 1
        names = found[1].split()
        if names[0] in self._exercises:
            exercise = self._exercises[names[0]]
            self._task = exercise.words.task
            heading = f"## {self._number}. {exercise.words.title} ({_points(exercise.points)})"
            book = os.environ.get(BOOK, BOOK_BESIDE)
            see = exercise.words.see.replace("](", f"]({book.rstrip('/')}/")
            return f"{heading}\n\nIn the book: {see}." if see else heading
        unknown = [name for name in names if name not in self._by_person]
        if unknown:
            raise SourceError(
                f"the heading `## {{{found[1]}}}` names {', '.join(unknown)}, which is neither an "
                "exercise of the checks nor an answer that a person marks"
            )
        points = sum(self._by_person[name] for name in names)
        return f"## {self._number}. {found[2]} ({_points(points)}, given by a person)"

    def _points(self) -> str:
        total = sum(e.points for e in self._exercises.values()) + sum(self._by_person.values())
        each = ", ".join(f"`{name}` {e.points:g}" for name, e in self._exercises.items())
        rest = " and ".join(f"{name} {points:g}" for name, points in self._by_person.items())
        person = f"; a person gives those for {rest}" if rest else ""
        return f"There are {_points(total)}: {each}{person}."


def _points(number: float) -> str:
    return f"{number:g} point{'s' * (number != 1)}"


def _about(
    name: str,
    kind: str,
    *,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> NotebookNode:
    """Return nbgrader's metadata of a cell: an answer, a check where there are points, or given."""
    about: dict[str, Any] = {
        "cell_type": kind,
        "grade": points is not None,
        "grade_id": name,
        "locked": locked or (points is not None and not solution),
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        about["points"] = int(points) if points == int(points) else points
    made: NotebookNode = nbformat.from_dict(about)
    return made
