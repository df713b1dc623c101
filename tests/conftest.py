"""A course of one set with two small exercises, released once and copied for whoever needs it."""

import os
import shutil
import sys
from unittest.mock import patch
from uuid import uuid4

import nbformat
import postgres
import pytest
from tiny_course import PROJECT, TINY

# Wrong answers to an exercise compile nearly the same: kept once for all processes of a test run,
# before JAX is imported anywhere. The sandboxes of grading do not see it.
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(PROJECT / "_build" / "jax"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")

from autograder.problem_sets.release import release

# Files that take minutes, the longest first: begun last, one of them would run alone at the end.
LONG = (
    "problem_sets/test_answers.py",
    "reference/test_random_programs.py",
    "classroom/test_attacks.py",
    "browser/test_pages.py",
    "books/test_stock.py",
    "classroom/test_cluster.py",
    "browser/test_explorer.py",
    "browser/test_stepper.py",
    "reference/test_grid.py",
    "problem_sets/test_release.py",
    "problem_sets/test_sample.py",
    "isolation/test_checks_in_workers.py",
    "books/test_postgresql.py",
    "classroom/test_files_beside.py",
    "classroom/test_honest.py",
    "checks/test_nothing_for_nothing.py",
)


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest."""
    place = {PROJECT / "tests" / name: i for i, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path, len(LONG)))


@pytest.fixture(autouse=True)
def environment():
    """Undo what a course's configuration exports: the seed, the paths."""
    path = list(sys.path)
    with patch.dict(os.environ):
        yield
    sys.path[:] = path


@pytest.fixture(scope="session")
def released_course(tmp_path_factory):
    root = tmp_path_factory.mktemp("released")
    shutil.copytree(TINY / "solutions", root / "solutions")
    shutil.copytree(TINY / "tiny_checks", root / "tiny_checks")
    # The grader finds tiny_checks, and a loop is stopped soon.
    (root / "nbgrader_config.py").write_text(
        (PROJECT / "nbgrader_config.py").read_text()
        + "\nimport sys\n"
        + "sys.path.insert(0, str(Path(__file__).parent))\n"
        + "c.Run.cell_seconds = c.Run.call_seconds = 2\n"
    )
    with patch.dict(os.environ):
        release(root)
    return root


@pytest.fixture
def course(released_course, tmp_path):
    """Return the folder of a fresh copy of the released tiny course."""
    root = tmp_path / "course"
    shutil.copytree(released_course, root)
    return root


@pytest.fixture
def tiny(released_course):
    """Return the released tiny notebook."""
    return nbformat.read(released_course / "exercises" / "tiny" / "tiny.ipynb", as_version=4)


@pytest.fixture(scope="session")
def postgresql():
    """Return a PostgreSQL server that runs for these tests only."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def on_postgresql(released_course, postgresql, tmp_path):
    """Return the tiny course, not released yet, with an empty database of its own; and its URL."""
    root = tmp_path / "course"
    return root, postgres.moved(released_course, root, postgresql, f"course_{uuid4().hex}")
