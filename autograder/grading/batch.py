"""How do many submissions become graded notebooks, side by side?

What happens to one is the same wherever it happens: find the file, read it, repair it, put the
hidden tests in, run it. Here that is done in the processes of a `Pool`; what they bring is written
by one writer (`books`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.grading.pool import Pool
from autograder.grading.prepare import SourceCells, prepared
from autograder.grading.run import Settings, graded, packages_of, servers
from autograder.isolation import BY_HAND, Limits

PRELOAD = ("autograder.grading.batch", "autograder.reference")
# What a submission takes beside its own limit: reading, repairing, the checks' own work.
MARGIN_S = 120


@dataclass(frozen=True)
class Set:
    """A problem set, as far as grading one submission needs it.

    submitted: nbgrader's folder of the submissions. source: its cells with the hidden tests.
    """

    name: str
    submitted: Path
    released: Path
    source: SourceCells
    settings: Settings


def start(jobs: int, limits: Limits, isolated: bool, packages: Sequence[str] = BY_HAND) -> Pool:
    """Return a pool of `jobs` processes, each of which starts its sandbox at once.

    packages: what the first notebooks may import.
    """
    seconds = limits.session_seconds + MARGIN_S
    arguments = (isolated, tuple(packages))
    return Pool(jobs, PRELOAD, _prepare, arguments, seconds=seconds)


def _prepare(isolated: bool, packages: tuple[str, ...]) -> None:
    servers(isolated).get(packages)


def run_all(
    pool: Pool, problem_set: Set, students: Sequence[str]
) -> Iterator[tuple[str, NotebookNode | Exception]]:
    """Yield each student with the graded notebook, or with the exception that says why not."""
    environment = {SEED_VARIABLE: os.environ.get(SEED_VARIABLE, "")}
    yield from pool.run(partial(_one, problem_set, environment, tuple(sys.path)), students)


def _one(
    problem_set: Set, environment: dict[str, str], path: tuple[str, ...], student: str
) -> NotebookNode:
    os.environ.update(environment)
    sys.path[:] = path  # the course's own checks are found where the grader finds them
    folder = problem_set.submitted / student / problem_set.name
    released = _released(problem_set.released)
    notebook = prepared(folder, problem_set.name, released, problem_set.source)
    return graded(notebook, problem_set.settings)


def _released(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def packages_hint(released: Path) -> tuple[str, ...]:
    """Return what the notebooks of a set may import; by-hand libraries alone if it is unread."""
    try:
        return packages_of(_released(released).cells)
    except Exception:
        return BY_HAND
