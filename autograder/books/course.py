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
``course.toml``       names, dates, late policy, database (`settings`); may be absent
``roster.csv``        the students; may be absent
``attempts/``         what was graded when (`attempts`)
====================  ===================================================================
"""

from __future__ import annotations

import glob
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.books.locking import locked
from autograder.books.settings import CourseSettings, read_settings
from autograder.errors import CourseError

if TYPE_CHECKING:  # nbgrader takes seconds to import, and who only asks for a path need not wait
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

CONFIG_FILE = "nbgrader_config.py"
SEED_FILE = ".course_seed"
SOURCE_DIRECTORY = "_build/source"
RELEASE_DIRECTORY = "exercises"
CACHE_DIRECTORY = "_build/graded"
LOCK_FILE = "_build/grading.lock"
MADE_DIRECTORY = "_build/made"
ATTEMPTS_DIRECTORY = "attempts"
ANSWERS_DIRECTORY = "tests/submissions"
SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Places:
    """Where everything in the folder `root` of a course lies that no configuration moves."""

    root: Path

    def text(self, problem_set: str) -> Path:
        """Return the path of the source of `problem_set`, a text notebook."""
        return self.root / "solutions" / f"{problem_set}.md"

    def released(self, problem_set: str) -> Path:
        """Return the path of the student notebook of `problem_set`."""
        return self.root / RELEASE_DIRECTORY / problem_set / f"{problem_set}.ipynb"

    def mark(self, problem_set: str) -> Path:
        """Return the path of the note from which source `problem_set` was released."""
        return self.root / MADE_DIRECTORY / f"{problem_set}.released"

    @property
    def answers(self) -> Path:
        """The folder of the known right and wrong answers that are files."""
        return self.root / ANSWERS_DIRECTORY

    def attempts(self, problem_set: str) -> Path:
        """Return the path of the history of what was graded of `problem_set`."""
        return self.root / ATTEMPTS_DIRECTORY / f"{problem_set}.jsonl"

    @property
    def lock(self) -> Path:
        """The file that `Course.only_writer` holds."""
        return self.root / LOCK_FILE


@dataclass(frozen=True)
class Course(Places):
    """A course's folder and configuration: where nbgrader puts what, and its gradebook."""

    config: Config

    @classmethod
    def at(cls, root: Path) -> Course:
        """Open the course in `root`; raises CourseError where there is none."""
        root = root.resolve()
        return cls(root, load_config(root))

    def directory(self, problem_set: str, student: str = "*") -> CourseDirectory:
        """Return nbgrader's view of one set and one student."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config, assignment_id=problem_set, student_id=student)

    @property
    def roster(self) -> Path:
        """The file with the students' names; there may be none."""
        return self.root / self.settings.roster

    @cached_property
    def settings(self) -> CourseSettings:
        """What ``course.toml`` says."""
        return read_settings(self.root)

    @cached_property
    def _nbgrader(self) -> CourseDirectory:
        return self.directory("*")

    def folder(self, step: str, student: str, problem_set: str) -> Path:
        """Return nbgrader's folder of a set; step: such as "submitted"; student: "." for none."""
        name = getattr(self._nbgrader, f"{step}_directory")
        return Path(self._nbgrader.format_path(name, student, problem_set))

    def submitted(self, student: str, problem_set: str) -> Path:
        """Return the folder in which `student` handed in `problem_set`."""
        return self.folder("submitted", student, problem_set)

    def graded(self, student: str, problem_set: str) -> Path:
        """Return the path of the autograded notebook of `student`."""
        return self.folder("autograded", student, problem_set) / f"{problem_set}.ipynb"

    def feedback(self, student: str, problem_set: str) -> Path:
        """Return the path of the page that `student` gets."""
        return self.folder("feedback", student, problem_set) / f"{problem_set}.html"

    def students(self, problem_set: str) -> list[str]:
        """Return who handed in something for `problem_set`, sorted."""
        step, name = self._nbgrader.submitted_directory, re.escape(problem_set)
        pattern = self._nbgrader.format_path(step, "(?P<student>[^/.][^/]*)", name, escape=True)
        everybody = self.folder("submitted", "*", glob.escape(problem_set))
        found = self.root.glob(os.path.relpath(everybody, self.root))
        return sorted(m["student"] for path in found if (m := re.fullmatch(pattern, str(path))))

    @property
    def db_url(self) -> str:
        """Where nbgrader's database is, as SQLAlchemy writes it."""
        return str(self._nbgrader.db_url)

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """Open nbgrader's database. Raises CourseError where it refuses."""
        from nbgrader.api import Gradebook

        from autograder.books.database import bounded, explained

        url = self.db_url
        with (
            explained(url, "the gradebook cannot be used"),
            Gradebook(bounded(url), self._nbgrader.course_id) as gradebook,
        ):
            yield gradebook

    @property
    def books_in(self) -> str:
        """Which database holds the gradebook, for people to read: no password is in it."""
        from autograder.books.database import shown

        return shown(self.db_url)

    @property
    def database(self) -> Path:
        """The file of nbgrader's database. Raises CourseError where that is no file."""
        url = self.db_url
        if not url.startswith(SQLITE):
            raise CourseError(
                f"{self.root / CONFIG_FILE}: the gradebook is no file ({url.partition(':')[0]}); "
                "this needs one. Leave `c.CourseDirectory.db_url` out."
            )
        return Path(url.removeprefix(SQLITE))

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Keep a second `autograder grade` out of the course. Raises CourseError in the second.

        What it guards is this folder, so it holds whatever database there is; each row of that is
        guarded by the database's own transactions.
        """
        self.lock.parent.mkdir(exist_ok=True)
        with locked(self.lock) as alone:
            if not alone:
                raise CourseError(
                    f"{self.root}: another `autograder grade` is at work in this course. Wait "
                    "until it is done, then go on with the same command."
                )
            yield  # the lock goes with the file, also when this process is killed


def course_seed(root: Path, name: str = SEED_FILE) -> int:
    """Return the secret seed of the course in `root`, making the file `name` at first use.

    The file is readable by its owner only. Raises CourseError where it holds no seed.
    """
    path = root / name
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
    try:
        return PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    except SystemExit as error:  # how `configure` stops nbgrader's commands
        raise CourseError(str(error).removeprefix("autograder: ")) from error
