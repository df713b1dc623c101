"""Where does a check's report go: to a page, a terminal, a validator, a grader?"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from autograder.checks.report import Marks, Report
from autograder.checks.session import noted


class Grading:
    """One run of a check cell as a grader sees it: `take` gets each report in place of the page.

    hidden: whether hidden tests give the marks. Open checks are then left out: they would only say
    what the same cell says in the student's own notebook, and they would cost as much again.
    """

    def __init__(self, hidden: bool) -> None:
        self.take: Callable[[Report], None] = lambda report: None
        self.hidden = hidden


_current: ContextVar[Grading | None] = ContextVar("grading", default=None)


@contextlib.contextmanager
def reports_to(grading: Grading) -> Iterator[None]:
    """Within, checks belong to `grading`."""
    token = _current.set(grading)
    try:
        yield
    finally:
        _current.reset(token)


def goes_by_hidden_tests() -> bool:
    """Whether a grader runs the cell that goes by hidden tests alone."""
    grading = _current.get()
    return grading is not None and grading.hidden


def calling_notebook() -> dict[str, Any]:
    """Return the names of the cell that called the method that calls this."""
    return sys._getframe(2).f_globals


def shown(report: Report) -> Marks:
    """Show `report` where the code runs: grader, notebook, `nbgrader validate`, terminal."""
    grading = _current.get()
    if grading is not None:
        grading.take(report)
    elif os.environ.get("NBGRADER_VALIDATING") and report.marks < report.points:
        # The validator prints a failed cell's stderr, and nothing else of its output.
        print(report.to_text(), file=sys.stderr)
    elif "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        from IPython.display import display

        report.session = None if report.hidden else noted(report.exercise)
        display(report)
    else:
        print(report.to_text())
    return Marks(report)
