"""What does a check tell the student, and what does it tell the grader?

A `Report` is what a check found, in the forms in which it is read: text, a page, and for graders
JSON (`REPORT_MIME`).
"""

from __future__ import annotations

from typing import Any

from autograder.checks.findings import as_html, as_text
from autograder.checks.hints import titled
from autograder.checks.parts import Findings

REPORT_MIME = "application/vnd.autograder.report+json"


# What a notebook shows of a result that only graders read: nothing, and no "[7]:" beside it where
# style sheets are obeyed.
UNSEEN = (
    "<style>.jp-OutputArea-child:has(.autograder-marks){display:none}</style>"
    '<span class="autograder-marks"></span>'
)


class Report(Findings):
    """The findings of one run of one exercise's check, to be read.

    session: in a student's notebook, when the check was run (`session.noted`).
    """

    session: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain data for graders; no value of any input or result is in it."""
        about = {"session": self.session} if self.session else {}
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
            **about,
        }

    def to_text(self) -> str:
        """Return the findings for a terminal, at most 80 columns where the words allow it."""
        return as_text(self)

    def to_html(self) -> str:
        """Return the findings as HTML that keeps its look where style sheets are stripped."""
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
