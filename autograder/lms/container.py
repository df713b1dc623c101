"""What does a container of Gradescope need in order to grade a set by values?

The package as a wheel, the released notebook, the source cells with their hidden tests, the seed,
the course's own check modules, and two scripts. All of this is secret: it goes to Gradescope only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from string import Template

from autograder.books.course import Course
from autograder.books.gradebook import Books
from autograder.books.steps import settings_of
from autograder.checks.exercise import SEED_VARIABLE
from autograder.errors import CourseError
from autograder.handout.wheel import FILE_NAME, package_wheel
from autograder.lms.inside import MODULES, RELEASED_FILE, SET_FILE, to_json
from autograder.submission.cache import own_modules
from autograder.submission.cells import is_check, read_released

HERE = Path(__file__).parent
# What grading one submission imports; the rest comes as their requirements.
NEEDED = (
    "ipython",
    "jax",
    "jaxlib",
    "matplotlib",
    "msgpack",
    "nbformat",
    "numpy",
    "packaging",
    "pyseccomp",
    "scipy",
)
SCRIPTS = ("setup.sh", "run_autograder")


@dataclass(frozen=True)
class Container:
    """The folder that was written: its files, and what its author should know."""

    folder: Path
    files: list[str]
    notes: list[str]


def write_container(root: Path, problem_set: str, folder: Path) -> Container:
    """Write into `folder` what Gradescope needs to grade `problem_set` of the course in `root`.

    Raises CourseError where the set is not released, or `folder` holds something else.
    """
    course = Course.at(root)
    released = course.released(problem_set)
    if not released.is_file():
        raise CourseError(
            f"{released}: {problem_set} is not released yet. Run `autograder release "
            f"{problem_set}`, then this command again."
        )
    with Books(course, problem_set) as books:
        source = books.source
    limits = settings_of(course.config).limits
    seed = os.environ.get(SEED_VARIABLE, "")
    wheel, data = package_wheel()
    files = {
        wheel: data,
        "requirements.txt": _requirements().encode(),
        SET_FILE: to_json(problem_set, seed, limits, source).encode(),
        RELEASED_FILE: released.read_bytes(),
    }
    modules = own_modules(cell.source for cell in source.cells.values())
    files |= {f"{MODULES}/{Path(name).as_posix()}": each for name, each in modules.items()}
    for script in SCRIPTS:
        text = Template((HERE / f"{script}.txt").read_text(encoding="utf-8"))
        files[script] = text.safe_substitute(wheel=wheel).encode()
    about = Template((HERE / "container.en.md").read_text(encoding="utf-8"))
    files["README.md"] = about.safe_substitute(set=problem_set).encode()
    _write(folder, files)
    return Container(folder, sorted(files), _notes(released))


def _notes(released: Path) -> list[str]:
    by_hand = [
        cell
        for cell in read_released(released).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and not is_check(cell)
    ]
    if not by_hand:
        return []
    return [
        f"{len(by_hand)} of the set's answers are marked by a person: Gradescope's score is "
        "without them"
    ]


def _requirements() -> str:
    lines = ["# What this course's grader was tried with.\n"]
    for name in NEEDED:
        try:
            lines.append(f"{name}=={version(name)}\n")
        except PackageNotFoundError:
            raise CourseError(
                f"the package {name} is not installed, so it is unknown which version the "
                "container needs. Install it: pip install '.[instructor]'"
            ) from None
    return "".join(lines)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder}: is a file. Name a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SET_FILE).is_file():
        raise CourseError(
            f"{folder}: holds something else. Name a new folder, or one that this command wrote."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.glob(f"{FILE_NAME}-*.whl"):
        if old.name not in files:
            old.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        mode = 0o700 if name in SCRIPTS else 0o600
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
