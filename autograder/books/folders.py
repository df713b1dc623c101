"""How does a graded notebook get into ``autograded/``, whole or not at all, as nbgrader puts it?"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters import Autograde

from autograder.books.course import Course
from autograder.books.notebooks import to_bytes
from autograder.books.submitted import files_beside


class Autograded:
    """The folders of the autograded notebooks of one set, one a student.

    converter: nbgrader's Autograde with the course's configuration.
    """

    def __init__(self, course: Course, problem_set: str, converter: Autograde) -> None:
        self._course = course
        self._set = problem_set
        self._ignore = converter.coursedir.ignore
        self._shared = converter.coursedir.groupshared
        self._permissions = int(str(converter.permissions), 8)
        folder = course.folder("source", ".", problem_set)
        kept = {folder / name for name in converter.exclude_overwriting.get(problem_set, [])}
        found = files_beside(folder, self._ignore)
        # Files that come with the set: path in the folder → where it lies.
        self._course_files = {path: file for path, file in found.items() if file not in kept}

    @property
    def place(self) -> Path:
        """The folder of everybody's."""
        return self._course.folder("autograded", ".", ".")

    def of(self, student: str) -> Path:
        """Return the folder of `student`."""
        return self._course.graded(student, self._set).parent

    def remove_leftovers(self) -> None:
        """Remove what a grader that was killed left half-way."""
        for suffix in ("new", "old"):
            folder = self._course.folder("autograded", "*", f".{self._set}.{suffix}")
            for leftover in self._course.root.glob(str(folder.relative_to(self._course.root))):
                shutil.rmtree(leftover)

    def stage(self, student: str, graded: NotebookNode) -> Path:
        """Write all files of a submission into a folder beside their place; return it."""
        submitted = files_beside(self._course.submitted(student, self._set), self._ignore)
        # A file of the course replaces the student's, also where one has a folder's name.
        files = {
            path: file
            for path, file in submitted.items()
            if not any(_collide(path, other) for other in self._course_files)
        }
        files |= self._course_files
        draft = self._draft(student, "new")
        draft.parent.mkdir(parents=True, exist_ok=True)
        if draft.exists():
            shutil.rmtree(draft)
        # The modes that nbgrader's two ways of making this folder give it.
        draft.mkdir(0o777 if files else 0o755)
        try:
            for path, file in files.items():
                target = draft / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
                target.chmod(self._permissions)
            notebook = draft / f"{self._set}.ipynb"
            notebook.write_bytes(to_bytes(graded))
            notebook.chmod(self._permissions)
            if self._shared:
                for folder in (draft, *(p for p in draft.rglob("*") if p.is_dir())):
                    _share(folder)
                _share(self.place)
        except BaseException:
            shutil.rmtree(draft)
            raise
        return draft

    def publish(self, student: str, staged: Path) -> None:
        """Put the staged folder in its place, and what was there away."""
        target, old = self.of(student), self._draft(student, "old")
        if old.exists():
            shutil.rmtree(old)
        if target.exists():
            target.rename(old)
        staged.rename(target)
        if old.exists():
            shutil.rmtree(old)

    def _draft(self, student: str, suffix: str) -> Path:
        # In the folder that it is renamed into, with a name that nbgrader's patterns do not match.
        return self.of(student).with_name(f".{self._set}.{suffix}")


def _collide(one: str, other: str) -> bool:
    return one == other or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _share(folder: Path) -> None:
    """Let the group write `folder`, as nbgrader does where a course is shared."""
    mode = folder.stat().st_mode
    if mode & 0o2770 != 0o2770:
        # Another instructor's folder: it works as long as that one shares it.
        with suppress(PermissionError):
            folder.chmod((mode | 0o2770) & 0o2777)
