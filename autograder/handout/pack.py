"""What goes into the hand-out, and what keeps a secret from going along?

Only what is named goes in: the released notebooks, the student's package, and a page that says how
to begin. Nothing of the course's folder is copied because it lies there. A notebook goes in when it
is, cell by cell, what releasing its set would give now: so neither answers that somebody tried out
in it nor their outputs do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import nbformat

from autograder.books.course import Course, course_seed
from autograder.books.settings import read_settings
from autograder.checks.markup import BOOK
from autograder.errors import CourseError
from autograder.handout.wheel import FILE_NAME, student_wheel, zipped
from autograder.problem_sets.release import refuse_to_lose_answers, student_notebook
from autograder.problem_sets.source import problem_sets
from autograder.submission.cache import imported
from autograder.submission.cells import grade_id, read_released

README = "README.md"
TEMPLATE = Path(__file__).with_name("README.en.md")
# In the archive everything lies in one folder.
FOLDER = "handout"
PYTHON = "3.11"
TOLD_CELLS = 5


@dataclass(frozen=True)
class HandOut:
    """A hand-out that was written: where, its files by name, and what its author should know."""

    place: Path
    files: list[str]
    notes: list[str]


def hand_out(root: Path, sets: Sequence[str], place: Path, *, force: bool = False) -> HandOut:
    """Write the hand-out of `sets` of the course in `root` to `place`.

    place: an archive where its name ends in .zip, else a folder, in which other files are left as
    they are. force: overwrite a notebook in that folder that holds answers.

    Raises CourseError where a set is not released, or is not any more what its source gives.
    """
    course = Course.at(root)
    notebooks = {f"{name}/{name}.ipynb": _released(course, name) for name in dict.fromkeys(sets)}
    wheel, data = student_wheel(os.environ.get(BOOK, ""))  # exported by the configuration
    files = {README: _readme(sorted(set(sets)), wheel).encode(), wheel: data, **notebooks}
    _refuse_secrets(course, files)
    notes = [note for name in dict.fromkeys(sets) for note in _notes(course, name)]
    if place.suffix.lower() == ".zip":
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, zipped({f"{FOLDER}/{name}": each for name, each in files.items()}))
    else:
        _fill(place, files, force)
    return HandOut(place, sorted(files), notes)


def _released(course: Course, name: str) -> bytes:
    """Return the bytes of the released notebook; raises CourseError where it may not go out."""
    known = problem_sets(course.root)
    path = course.released(name)
    again = f"Run `autograder release {name}`, then hand out."
    if name not in known:
        raise CourseError(f"{name}: no such problem set. There are: {', '.join(known) or 'none'}.")
    try:
        data = path.read_bytes()
        found = json.loads(data)
    except FileNotFoundError:
        raise CourseError(f"{path}: {name} is not released yet. {again}") from None
    except ValueError:
        raise CourseError(f"{path}: holds no notebook. {again}") from None
    wanted = json.loads(nbformat.writes(student_notebook(course, name)))
    if found != wanted:
        raise CourseError(
            f"{path}: is not what {course.text(name).relative_to(course.root)} gives now "
            f"({_difference(found, wanted)}): the source changed, or somebody worked in it. {again}"
        )
    return data


def _difference(found: object, wanted: dict[str, list[dict[str, object]]]) -> str:
    """Return which cells differ, by their names or numbers."""
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list) or len(cells) != len(wanted["cells"]):
        return "other: the number of cells"
    differ = [
        f"`{grade_id(nbformat.from_dict(cell)) or f'cell {number}'}`"
        for number, (other, cell) in enumerate(zip(cells, wanted["cells"], strict=True), 1)
        if other != cell
    ]
    more = f" and {len(differ) - TOLD_CELLS} more" if len(differ) > TOLD_CELLS else ""
    return f"other: {', '.join(differ[:TOLD_CELLS])}{more}" if differ else "other: its metadata"


def _refuse_secrets(course: Course, files: dict[str, bytes]) -> None:
    """Raise CourseError where a file names the seed, the database, or a folder of this machine."""
    settings = read_settings(course.root)
    secrets = {str(course_seed(course.root, settings.seed_file)): "the course's secret seed"}
    secrets |= {settings.database: "the database's address"} if settings.database else {}
    secrets |= {str(place): f"the path {place}" for place in (course.root, Path.home())}
    for name, data in files.items():
        for text, what in secrets.items():
            if len(text) > len("/root") and text.encode() in data:
                raise CourseError(
                    f"{name}: holds {what}, which is not for students. Take it out of "
                    "the set's source, release the set, then hand out."
                )


def _notes(course: Course, name: str) -> list[str]:
    """Return what is not handed out and may be missed: files beside the notebook, own modules."""
    others = sorted(p for p in course.released(name).parent.iterdir() if p.name[0] not in "._")
    left = [p.name for p in others if p != course.released(name)]
    notes = [f"{name}: not handed out: {', '.join(left)} (only the notebook is)"] if left else []
    cells = read_released(course.released(name)).cells
    for module in sorted(imported(cell.source for cell in cells if cell.cell_type == "code")):
        top = module.partition(".")[0]
        if any((course.root / each).exists() for each in (top, f"{top}.py")):
            notes.append(
                f"{name}: not handed out: {top}, a module of this course's folder that its cells "
                "import. Where students may read it, add it beside the notebook."
            )
    return notes


def _readme(sets: Sequence[str], wheel: str) -> str:
    rows = "\n".join(f"| `{name}/{name}.ipynb` | a problem set |" for name in sets)
    text = Template(TEMPLATE.read_text(encoding="utf-8"))
    return text.substitute(files=rows, wheel=wheel, first=sets[0], python=PYTHON)


def _fill(folder: Path, files: dict[str, bytes], force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder}: is a file. Name a folder, or an archive that ends in .zip.")
    for name in files:
        path = folder / name
        if name.endswith(".ipynb") and path.is_file() and not force:
            refuse_to_lose_answers(path)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / name, data)
    for old in folder.glob(f"{FILE_NAME}-*.whl"):  # of an earlier hand-out: pip would take both
        if old.name not in files:
            old.unlink()


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
