"""How does one check run in three places: beside the exercise, in grading, in our own tests?

`@exercise(...)` turns a function `check(trial, *answers)` into an `Exercise`. Calling it runs the
open inputs and shows the findings; `.hidden` runs the secret ones; `.run` only returns the report.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any
from zlib import crc32

import numpy as np

from autograder.checks.report import Marks, Part, Report
from autograder.checks.trial import Trial

OPEN_SEED = 2024
SEED_VARIABLE = "AUTOGRADER_SEED"

Check = Callable[..., None]


class Grading:
    """One run of a check cell as a grader sees it: `take` gets each report in place of the page.

    hidden: whether hidden tests give the marks. Open checks are then left out: they would only say
    what the same cell says in the student's own notebook, and they would cost as much again.
    """

    def __init__(self, hidden: bool) -> None:
        self.take: Callable[[Report], None] = lambda report: None
        self.hidden = hidden


_grading: ContextVar[Grading | None] = ContextVar("grading", default=None)


@contextlib.contextmanager
def reports_to(grading: Grading) -> Iterator[None]:
    """Within, checks belong to `grading`."""
    token = _grading.set(grading)
    try:
        yield
    finally:
        _grading.reset(token)


class Exercise:
    """The check of one exercise.

    name: as in the notebook. parts: title → points. points: their sum. doc: what the check asks.
    """

    def __init__(self, check: Check, parts: Mapping[str, float], hints: Mapping[str, str]) -> None:
        self.name = check.__name__
        self.parts = dict(parts)
        self.points = float(sum(parts.values()))
        self.hints = dict(hints)
        self.__doc__ = check.__doc__
        self._check = check

    def __repr__(self) -> str:
        return f"<exercise {self.name}, {self.points:g} points>"

    def __call__(self, *answers: Any) -> Marks:
        """Check `answers` on the open inputs, show the findings, return the marks.

        Where a `Grading` goes by hidden tests, the marks are 0 and nothing is shown.
        """
        grading = _grading.get()
        if grading is not None and grading.hidden:
            return Marks(Report(self.name, False, self._parts()))
        return self._shown(self.run(*answers, seed=OPEN_SEED))

    def hidden(self, *answers: Any) -> Marks:
        """Check `answers` on inputs from the course's secret seed, show what may be shown.

        Raises RuntimeError outside a course's grading, where there is no secret seed.
        """
        seed = os.environ.get(SEED_VARIABLE, "")
        if not seed.isdigit():
            raise RuntimeError(
                f"{self.name}: the hidden inputs need the course's secret seed in the environment "
                f"variable {SEED_VARIABLE}. nbgrader_config.py sets it: grade with `autograder "
                "grade` or `nbgrader autograde` from the root of the course."
            )
        return self._shown(self.run(*answers, seed=int(seed), hidden=True))

    def _parts(self) -> list[Part]:
        return [Part(title, points) for title, points in self.parts.items()]

    def run(self, *answers: Any, seed: int, hidden: bool = False) -> Report:
        """Check `answers` and return the report; shows nothing.

        Prints of the answers pass through on open inputs and are dropped on hidden ones, where
        they could carry inputs out. Warnings become notes: they cost no marks.
        """
        parts = self._parts()
        rng = np.random.default_rng([seed, crc32(self.name.encode())])
        trial = Trial(rng, hidden, parts, self.hints, self._others())
        noise = io.StringIO()
        out = noise if hidden else sys.stdout
        # nbgrader takes all marks from a test cell that writes to stderr: keep it empty.
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            self._check(trial, *answers)
        notes = [f"your code gave the warning {w}; it costs no marks." for w in trial.warned]
        return Report(self.name, hidden, parts, notes)

    def _others(self) -> set[str]:
        """Return the names of the other exercises of the same set."""
        values = vars(sys.modules[self._check.__module__]).values()
        return {v.name for v in values if isinstance(v, Exercise)} - {self.name}

    @staticmethod
    def _shown(report: Report) -> Marks:
        """Show `report` where the code runs: grader, notebook, `nbgrader validate`, terminal."""
        grading = _grading.get()
        if grading is not None:
            grading.take(report)
        elif os.environ.get("NBGRADER_VALIDATING") and report.marks < report.points:
            # The validator prints a failed cell's stderr, and nothing else of its output.
            print(report.to_text(), file=sys.stderr)
        elif "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
            from IPython.display import display

            display(report)
        else:
            print(report.to_text())
        return Marks(report)


def exercise(parts: Mapping[str, float], hints: Mapping[str, str]) -> Callable[[Check], Exercise]:
    """Make the check of an exercise from a function ``check(trial, *answers)``.

    parts: title → points, each won whole or not at all; every title must be used by exactly one
    ``with trial.part(title)`` block. hints: hint name → text, for the mistakes that it names.
    """
    return lambda check: Exercise(check, parts, hints)
