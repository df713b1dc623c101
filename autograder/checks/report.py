"""What does a check tell the student, and what does it tell the grader?

A `Report` holds the parts of one exercise with their marks, what failed in each and the hints that
name the mistakes. `findings` shows it; graders read its JSON form (`REPORT_MIME`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.hints import titled

REPORT_MIME = "application/vnd.autograder.report+json"


# What a notebook shows of a result that only graders read: nothing, and no "[7]:" beside it where
# style sheets are obeyed.
UNSEEN = (
    "<style>.jp-OutputArea-child:has(.autograder-marks){display:none}</style>"
    '<span class="autograder-marks"></span>'
)


@dataclass
class Failure:
    """One case in which the answer was not right.

    case: the input in words. message: the finding in words. got, want: the values side by side, on
    open inputs alone.
    """

    case: str
    message: str
    got: np.ndarray | None = None
    want: np.ndarray | None = None


@dataclass
class Part:
    """One part of an exercise: `points` to win, all of them or none.

    hints: hint name → its text, for the mistakes that explain what failed.
    """

    title: str
    points: float
    cases: int = 0
    failures: list[Failure] = field(default_factory=list)
    hints: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether every case passed; a part that ran no case has not passed."""
        return self.cases > 0 and not self.failures

    @property
    def marks(self) -> float:
        """The points won."""
        return self.points if self.passed else 0.0


@dataclass
class Report:
    """The findings of one run of one exercise's check."""

    exercise: str
    hidden: bool
    parts: list[Part]
    notes: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Points that the exercise is worth."""
        return sum(part.points for part in self.parts)

    @property
    def marks(self) -> float:
        """Points that this answer wins."""
        return sum(part.marks for part in self.parts)

    @property
    def hints(self) -> list[str]:
        """Names of the hints given, without repeats, in the order of the parts."""
        return list(dict.fromkeys(name for part in self.parts for name in part.hints))

    @property
    def started(self) -> bool:
        """Whether there is an answer at all."""
        return self.hints != ["not-solved"]

    @property
    def title(self) -> str:
        """One line: exercise, kind of inputs, marks."""
        inputs = "hidden inputs" if self.hidden else "open inputs"
        return f"{self.exercise}, {inputs}: {self.marks:g} of {self.points:g} marks"

    def to_json(self) -> dict[str, Any]:
        """Return plain data for graders; no value of any input or result is in it."""
        return {
            "exercise": self.exercise,
            "hidden": self.hidden,
            "marks": self.marks,
            "points": self.points,
            "parts": [
                {
                    "title": p.title,
                    "marks": p.marks,
                    "points": p.points,
                    "hint": next(iter(p.hints), None),
                    "hints": list(p.hints),
                    "titles": [titled(name, text)[0] for name, text in p.hints.items()],
                }
                for p in self.parts
            ],
        }

    def to_text(self) -> str:
        """Return the findings for a terminal, at most 80 columns where the words allow it."""
        from autograder.checks.findings import as_text

        return as_text(self)

    def to_html(self) -> str:
        """Return the findings as HTML that keeps its look where style sheets are stripped."""
        from autograder.checks.findings import as_html

        return as_html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            "text/plain": self.to_text(),
            "text/html": self.to_html(),
            REPORT_MIME: self.to_json(),
        }


class Marks(float):
    """Points won: the value of a test cell, in the form that nbgrader reads as partial credit."""

    report: Report

    def __new__(cls, report: Report) -> Marks:
        """Make the marks of `report`, which stays at hand as `.report`."""
        marks = super().__new__(cls, report.marks)
        marks.report = report
        return marks

    def _repr_html_(self) -> str:
        # The findings say the marks: for people there is nothing to add.
        return UNSEEN

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # All digits for graders, whatever precision the notebook asks for.
        printer.text(repr(float(self)))
