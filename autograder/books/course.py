"""What is a course, and where is what in it?

A course is a folder with ``solutions/`` (sources) and a ``nbgrader_config.py`` that calls
`classroom.configure`. nbgrader's commands, formgrader and our own commands all read that one file:

====================  ===================================================================
``solutions/``        the sources, text notebooks
``_build/source/``    the same as .ipynb, made from them when they change
``_build/graded/``    what notebooks came to when they were run, so that none is run twice
``exercises/``        what students get (nbgrader's release directory)
``submitted/`` …      nbgrader's own folders; ``autograded/`` and ``feedback/`` beside it
``gradebook.db``      nbgrader's database
``.course_seed``      the secret seed of the hidden inputs, made at first use
====================  ===================================================================
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseError

CONFIG_FILE = "nbgrader_config.py"
SEED_FILE = ".course_seed"
SOURCE_DIRECTORY = "_build/source"
RELEASE_DIRECTORY = "exercises"
CACHE_DIRECTORY = "_build/graded"


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


def course_seed(root: Path) -> int:
    """Return the secret seed of the course in `root`, making ``.course_seed`` at first use.

    The file is readable by its owner only. Raises CourseError where it holds no seed.
    """
    path = root / SEED_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        text = path.read_text(encoding="utf-8").strip()
        if not text.isdigit():
            raise CourseError(
                f"{path}: holds no seed (a whole number is expected). Restore the file from your "
                "backup, or delete it to draw a new seed; marks on hidden inputs may then change."
            ) from None
        return int(text)
    seed = secrets.randbelow(10**18)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{seed}\n")
    return seed


def load_config(root: Path) -> Config:
    """Return the configuration that ``root/nbgrader_config.py`` sets.

    Raises CourseError where `root` is no course.
    """
    if not (root / CONFIG_FILE).is_file():
        raise CourseError(
            f"{root}: no course here ({CONFIG_FILE} is missing). Run the command in the course's "
            "folder, or name that folder with --course DIR."
        )
    return PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
