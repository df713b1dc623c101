"""How do nbgrader's own commands find this course's folders, its seed and our preprocessors?

``nbgrader_config.py`` at a course's root calls `configure`; nbgrader's commands, formgrader and our
own commands all read that one file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

from autograder.books.course import (
    CACHE_DIRECTORY,
    RELEASE_DIRECTORY,
    SOURCE_DIRECTORY,
    course_seed,
)
from autograder.books.settings import read_settings
from autograder.checks.exercise import SEED_VARIABLE
from autograder.checks.markup import BOOK
from autograder.errors import CourseError, SourceError
from autograder.problem_sets.source import sync_sources


def configure(c: Config, root: Path) -> None:
    """Set nbgrader's configuration `c` for the course in `root`.

    Also exports the course's seed to the kernels that nbgrader starts, and brings
    ``_build/source`` up to date. Costs a few milliseconds when nothing changed.
    """
    from nbgrader.preprocessors import (
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

    from autograder.books.database import limits_of_commands
    from autograder.books.steps import Arrange, Clean, NamedStubs, Run, Settle
    from autograder.classroom.marking import TEMPLATES as MARKING
    from autograder.classroom.marking import MarkingGuide, clean_filter
    from autograder.feedback.page import TEMPLATES, markdown_filter

    root = root.resolve()
    try:
        settings = read_settings(root)
    except CourseError as error:
        # An exception would only be logged by nbgrader, which would go on without this.
        raise SystemExit(f"autograder: {error}") from error
    release = str(root / RELEASE_DIRECTORY)

    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = settings.name
    for name, value in limits_of_commands().items():
        os.environ.setdefault(name, value)
    if settings.database:
        c.CourseDirectory.db_url = settings.database
    if settings.late is not None:
        c.AssignLatePenalties.plugin_class = "autograder.books.late.LatePolicy"
        c.LatePolicy.penalty_method = settings.late.policy
        c.LatePolicy.grace_minutes = settings.late.grace_minutes
        c.LatePolicy.percent_per_day = settings.late.percent_per_day
        c.LatePolicy.at_most_percent = settings.late.at_most_percent
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
        Settle,
        CheckCellMetadata,
    ]
    c.Settle.root = str(root)
    c.Clean.release_directory = release
    c.Run.cache_directory = str(root / CACHE_DIRECTORY)

    c.GenerateFeedback.preprocessors = [GetGrades, Arrange]
    c.Arrange.release_directory = release
    import nbgrader

    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    # Formgrader shows a submission in the instructor's Jupyter: nothing of it may act there.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"markdown2html": markdown_filter, "clean_html": clean_filter}
    c.HTMLExporter.preprocessors = [MarkingGuide]
    c.MarkingGuide.root = str(root)
    c.HTMLExporter.extra_template_basedirs = [str(MARKING), str(TEMPLATES), str(formgrader)]
    # Here our page of a submission finds the one that it changes.
    c.HTMLExporter.extra_template_paths = [str(formgrader)]

    if settings.book:
        os.environ[BOOK] = settings.book
    os.environ[SEED_VARIABLE] = str(course_seed(root, settings.seed_file))
    # Plugins of the instructor's own may lie here; they come after all that is installed.
    if str(root) not in sys.path:
        sys.path.append(str(root))
    # nbgrader starts `alembic` by name; it need not be on the PATH of an environment not activated.
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), scripts])
    try:
        sync_sources(root)
    # What is already released can still be graded and shown, so none of this stops the command.
    except SourceError as error:
        print(f"warning: {error}", file=sys.stderr)
    except PermissionError as error:
        print(f"warning: {error.filename}: you may not write it", file=sys.stderr)
