"""A course of one set with two small exercises, released once and copied for whoever needs it."""

import os
import shutil
import sys
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest

from autograder.problem_sets.release import release
from autograder.submission.cells import find_cell

PROJECT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "tiny"

DOUBLE = "def double(x):\n    return 2 * x"
NEGATE = "def negate(x):\n    return -x"


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
    shutil.copy(TINY / "tiny_checks.py", root)
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


def submit(root, student, change=None, *, double=None, negate=None, problem_set="tiny"):
    """Hand in the released notebook of `root` with these answers, after `change(notebook)`."""
    notebook = nbformat.read(
        root / "exercises" / problem_set / f"{problem_set}.ipynb", as_version=4
    )
    for name, answer in (("double", double), ("negate", negate)):
        if answer is not None:
            find_cell(notebook, name).source = answer
    if change:
        change(notebook)
    path = root / "submitted" / student / problem_set / f"{problem_set}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
