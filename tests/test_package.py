"""A student installs what the notebooks need and nothing that only an instructor needs."""

import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTRUCTORS = ["nbgrader", "jupytext", "sphinx", "jupyter_book", "playwright", "sqlalchemy"]

# An import of one of these fails in the child, as it would where they are not installed.
BLOCKED = f"""
import sys
for name in {INSTRUCTORS!r}:
    sys.modules[name] = None
"""


def child(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", BLOCKED + code], capture_output=True, text=True)


def test_plain_install_requires_nothing_of_an_instructor():
    plain = [r.lower() for r in requires("autodiff-course") if "extra ==" not in r]
    assert any(r.startswith("numpy") for r in plain)
    for name in INSTRUCTORS:
        assert not any(r.startswith(name.replace("_", "-")) for r in plain), name


@pytest.mark.parametrize("problem_set", sorted(p.stem for p in (ROOT / "solutions").glob("*.md")))
def test_checks_and_reference_import_without_an_instructor_s_packages(problem_set):
    result = child(f"import autograder.checks.{problem_set}, autograder.reference, autograder.cli")
    assert result.returncode == 0, result.stderr


def test_checking_a_notebook_needs_no_nbgrader():
    notebook = ROOT / "exercises" / "ps2_forward" / "ps2_forward.ipynb"
    code = f"from autograder.cli import main; sys.exit(main(['check', {str(notebook)!r}]))"
    result = child(code)
    assert "not started" in result.stdout, result.stdout + result.stderr


def test_grading_without_nbgrader_says_what_to_install():
    result = child("from autograder.cli import main; sys.exit(main(['grade', 'ps2_forward']))")
    assert result.returncode != 0
    assert "[instructor]" in result.stderr
    assert "Traceback" not in result.stderr
