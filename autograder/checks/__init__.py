"""What must each exercise satisfy, and which mistake does a wrong answer show?

A folder a problem set, a file an exercise, its words beside it. In a notebook::

    from autograder.checks import ps3_reverse as check
    check.unbroadcast()          # open inputs, findings and hints at once
    check.unbroadcast.hidden()   # the same check with the course's secret seed

`exercises("ps3_reverse")` lists the exercises of a set in the order of the notebook.
"""

from importlib import import_module
from importlib.util import find_spec

from autograder.checks.drawing import Case, Draw
from autograder.checks.exercise import Exercise
from autograder.checks.report import REPORT_MIME, Marks, Report
from autograder.isolation.beside import Counted

__all__ = ["REPORT_MIME", "Case", "Counted", "Draw", "Exercise", "Marks", "Report", "exercises"]


def exercises(module: str) -> list[Exercise]:
    """Return the exercises of a problem set in notebook order: its package's ``EXERCISES``.

    module: the set's name, such as ``"ps2_forward"``, or the full name of a package with checks.
    """
    # First here: a student's folder with a set's name passes for a package too.
    ours = f"{__name__}.{module}"
    name = ours if "." not in module and find_spec(ours) else module
    return list(import_module(name).EXERCISES)
