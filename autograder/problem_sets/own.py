"""How does an instructor get a course of one's own, and later versions of its sets?

A course is a folder with the sources of the chosen sets, one file of settings and the roster; what
the instructor changes there is the instructor's. Beside each source lies the one that it was taken
from (``solutions/.taken``), so that a later version can be merged with the changes.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import autograder
from autograder.books.course import CONFIG_FILE, course_seed
from autograder.books.dates import read_zone
from autograder.books.settings import SETTINGS_FILE, read_settings
from autograder.errors import CourseError, SourceError
from autograder.problem_sets.source import problem_sets

TAKEN_DIRECTORY = ".taken"
CONFIG = '''\
"""nbgrader's configuration: run nbgrader's commands, or Jupyter with formgrader, in this folder.

What is set for the course stands in course.toml. Anything of nbgrader's own can be set below.
"""

from pathlib import Path

from autograder.classroom.configure import configure

configure(c, Path(__file__).parent)  # noqa: F821  (nbgrader defines c)
'''
IGNORED = """\
# Secret, personal, or made by the commands: not for a repository that others can read.
.course_seed
gradebook.db*
roster.csv
submitted/
autograded/
feedback/
attempts/
_build/
.nbgrader.log
"""
ROSTER = "id,first_name,last_name,email,lms_id\n"
SETTINGS = Path(__file__).with_name("course.toml")
SET = """
[sets.{name}]
# due = "2026-10-05 23:59"
# extensions = {{}}
"""


def project_root() -> Path:
    """Return the folder of the project whose sets can be taken.

    The folder in which the command runs, or the checkout that the package was installed from
    editable. Raises SourceError where neither has sets.
    """
    for root in (Path.cwd(), Path(autograder.__file__).resolve().parents[1]):
        if problem_sets(root) and (root / "autograder").is_dir():
            return root
    raise SourceError(
        f"{Path.cwd()}: holds no project to take problem sets from. Run the command in a checkout "
        "of the project, or name one with --from DIR."
    )


def start_course(
    root: Path, project: Path, sets: Sequence[str], *, name: str = "autodiff", zone: str = "UTC"
) -> list[str]:
    """Make a course in `root` with `sets` of `project` (all where empty); return what was taken.

    In a folder that is a course already, further sets are added and nothing else is changed.

    Raises CourseError where `root` holds other things, SourceError for an unknown set.
    """
    known = problem_sets(project)
    for each in sets:
        if each not in known:
            raise SourceError(f"{each}: no such problem set. There are: {', '.join(known)}.")
    read_zone(zone)
    chosen = list(sets) or known
    settings = root / SETTINGS_FILE
    if not settings.is_file():
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise CourseError(
                f"{root}: is not empty and no course. Name a new folder, or empty this one."
            )
        root.mkdir(parents=True, exist_ok=True)
        tables = "".join(SET.format(name=each) for each in chosen)
        text = SETTINGS.read_text(encoding="utf-8")
        text = text.replace("{name}", name).replace("{zone}", zone)
        _write_new(settings, text + tables)
        read_settings(root)  # a name that cannot be one is told now
        _write_new(root / CONFIG_FILE, CONFIG)
        _write_new(root / "roster.csv", ROSTER)
        _write_new(root / ".gitignore", IGNORED)
        course_seed(root)
        taken = chosen
    else:
        there = problem_sets(root)
        taken = [each for each in chosen if each not in there] if sets else []
        text = settings.read_text(encoding="utf-8")
        added = [each for each in taken if f"[sets.{each}]" not in text]
        if added:
            settings.write_text(
                text.rstrip() + "\n" + "".join(SET.format(name=each) for each in added),
                encoding="utf-8",
            )
    for each in taken:
        text = (project / "solutions" / f"{each}.md").read_text(encoding="utf-8")
        for path in (root / "solutions" / f"{each}.md", _taken(root, each)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return taken


def upgrade(root: Path, project: Path, sets: Sequence[str] = ()) -> dict[str, str]:
    """Take over the later versions of `sets` (all that were taken) from `project`.

    Returns set → what was done, a sentence. What the instructor changed is kept: where both
    changed the same lines, the course's file stays as it is and both versions are put beside it.
    Marks are not touched; `release` makes the new notebook.

    Raises SourceError for a set that the course or the project does not have.
    """
    there = [name for name in problem_sets(root) if _taken(root, name).is_file()]
    for name in sets:
        if name not in there:
            raise SourceError(f"{name}: was not taken by `autograder init`. Taken were: {there}.")
    return {name: _upgrade(root, project, name) for name in sets or there}


def _upgrade(root: Path, project: Path, name: str) -> str:
    mine, base = root / "solutions" / f"{name}.md", _taken(root, name)
    theirs = project / "solutions" / f"{name}.md"
    if not theirs.is_file():
        return "the project has it no more; yours stays"
    new, old, own = (path.read_text(encoding="utf-8") for path in (theirs, base, mine))
    if new == old:
        return "no later version"
    if own in (old, new):
        mine.write_text(new, encoding="utf-8")
        base.write_text(new, encoding="utf-8")
        return "the later version was taken"
    merged = _merged(own, old, new)
    if merged is not None:
        mine.write_text(merged, encoding="utf-8")
        base.write_text(new, encoding="utf-8")
        return "the later version was merged with your changes; look at `git diff`"
    beside = base.with_name(f"{name}.later.md")
    beside.write_text(new, encoding="utf-8")
    return (
        f"you and the project changed the same lines, so {mine} stays as it is. The later version "
        f"is {beside}: bring over what you want, then copy it to {base}"
    )


def _merged(own: str, old: str, new: str) -> str | None:
    """Return both changes of `old` in one text; None where they collide, or without git."""
    git = shutil.which("git")
    if git is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / part for part in ("own", "old", "new")]
        for path, text in zip(files, (own, old, new), strict=True):
            path.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [git, "merge-file", "--stdout", *map(str, files)], capture_output=True, check=False
        )
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def _taken(root: Path, name: str) -> Path:
    return root / "solutions" / TAKEN_DIRECTORY / f"{name}.md"


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, encoding="utf-8")
