"""How do nbgrader's own commands find this course's folders, its seed and our preprocessors?

A course is a folder with ``solutions/`` (sources) and a ``nbgrader_config.py`` that calls
`configure`. nbgrader's commands, formgrader and our own commands all read that one file:

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
import sys
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.checks.exercise import SEED_VARIABLE
from autograder.grading.source import SourceError, sync_sources

CONFIG_FILE = "nbgrader_config.py"
SEED_FILE = ".course_seed"
SOURCE_DIRECTORY = "_build/source"
RELEASE_DIRECTORY = "exercises"
CACHE_DIRECTORY = "_build/graded"
TEMPLATES = Path(__file__).parent / "templates"


class CourseError(Exception):
    """The folder is no course, or something in it is not as it must be; the message says what."""


def configure(c: Config, root: Path) -> None:
    """Set nbgrader's configuration `c` for the course in `root`.

    Also exports the course's seed to the kernels that nbgrader starts, and brings
    ``_build/source`` up to date. Costs a few milliseconds when nothing changed.
    """
    from nbgrader.preprocessors import (
        AssignLatePenalties,
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ClearOutput,
        ComputeChecksums,
        DeduplicateIds,
        GetGrades,
        IgnorePattern,
        LimitOutput,
        LockCells,
        OverwriteCells,
        OverwriteKernelspec,
        SaveAutoGrades,
        SaveCells,
    )

    from autograder.grading.feedback import markdown_filter
    from autograder.grading.release import NamedStubs
    from autograder.grading.steps import Arrange, Clean, Run

    root = root.resolve()
    release = str(root / RELEASE_DIRECTORY)

    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "autodiff"
    c.CourseDirectory.source_directory = SOURCE_DIRECTORY
    c.CourseDirectory.release_directory = RELEASE_DIRECTORY

    # As nbgrader has them, but for the stubs that name their exercise.
    c.GenerateAssignment.preprocessors = [
        LockCells,
        NamedStubs,
        ClearOutput,
        CheckCellMetadata,
        ComputeChecksums,
        SaveCells,
        ClearHiddenTests,
        ClearMarkScheme,
        ComputeChecksums,
        CheckCellMetadata,
    ]
    # The seam: Clean goes before nbgrader's own steps, Run stands where Execute stood.
    c.Autograde.sanitize_preprocessors = [
        Clean,
        ClearOutput,
        DeduplicateIds,
        OverwriteKernelspec,
        OverwriteCells,
        CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        Run,
        IgnorePattern,
        LimitOutput,
        SaveAutoGrades,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    c.Clean.release_directory = release
    c.Run.cache_directory = str(root / CACHE_DIRECTORY)

    c.GenerateFeedback.preprocessors = [GetGrades, Arrange]
    c.Arrange.release_directory = release
    import nbgrader

    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    # Formgrader shows a submission in the instructor's Jupyter: nothing of it may act there.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"markdown2html": markdown_filter}
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(formgrader)]

    os.environ[SEED_VARIABLE] = str(course_seed(root))
    # nbgrader starts `alembic` by name; it need not be on the PATH of an environment not activated.
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), scripts])
    try:
        sync_sources(root)
    except SourceError as error:
        # What is already released can still be graded, so this must not stop the command.
        print(f"warning: {error}", file=sys.stderr)


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
