"""How do many submissions become graded notebooks, side by side?

What happens to one is the same wherever it happens: find the file, read it, repair it, put the
hidden tests in, run it. Here that is done in the processes of a `Pool`; what they bring is written
by one writer (`books`).
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.classroom.pool import Pool
from autograder.errors import SandboxError
from autograder.isolation.sandbox import BY_HAND
from autograder.submission.cells import read_released
from autograder.submission.prepare import SourceCells, prepared
from autograder.submission.run import Settings, graded, packages_of, servers

PRELOAD = ("autograder.classroom.batch", "autograder.reference")
# What a submission takes beside its own limit: reading, repairing, the checks' own work.
MARGIN_S = 120
# Objects made before the collector looks for cycles: a check makes many, and few cycles.
COLLECT_AFTER = 20_000


@dataclass(frozen=True)
class Set:
    """A problem set, as far as grading one submission needs it.

    released: the student notebook. source: the cells with the hidden tests.
    """

    name: str
    released: Path
    source: SourceCells
    settings: Settings


def start(jobs: int, isolated: bool, released: Iterable[Path]) -> Pool:
    """Return a pool of `jobs` processes, each of which starts the sandboxes it needs at once.

    released: the notebooks whose submissions are to be graded, as far as they are known.
    """
    packages = tuple({packages_hint(path) for path in released})
    return Pool(jobs, PRELOAD, _prepare, (isolated, packages))


def _prepare(isolated: bool, packages: tuple[tuple[str, ...], ...]) -> None:
    # What is imported stays: the collector need not walk it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    # Where there is no sandbox to be had, the first submission says so.
    with contextlib.suppress(SandboxError):
        for each in packages:
            servers(isolated).get(each)


def run_all(
    pool: Pool, problem_set: Set, submitted: Mapping[str, Path]
) -> Iterator[tuple[str, NotebookNode | Exception]]:
    """Yield each student with the graded notebook, or with the exception that says why not.

    submitted: student → the folder that was handed in.
    """
    environment = {SEED_VARIABLE: os.environ.get(SEED_VARIABLE, "")}
    work = partial(_one, problem_set, environment, tuple(sys.path))
    seconds = problem_set.settings.limits.session_seconds + MARGIN_S
    for (student, _), result in pool.run(work, submitted.items(), seconds=seconds):
        yield student, result


def _one(
    problem_set: Set,
    environment: dict[str, str],
    path: tuple[str, ...],
    submitted: tuple[str, Path],
) -> NotebookNode:
    os.environ.update(environment)
    sys.path[:] = path  # the course's own checks are found where the grader finds them
    released = read_released(problem_set.released)
    notebook, files = prepared(submitted[1], problem_set.name, released, problem_set.source)
    return graded(notebook, problem_set.settings, files)


def packages_hint(released: Path) -> tuple[str, ...]:
    """Return what the notebooks of a set may import; by-hand libraries alone if it is unread."""
    try:
        return packages_of(read_released(released).cells)
    except Exception:
        return BY_HAND
