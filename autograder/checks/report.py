"""What does a check tell the student, and what does it tell the grader?

A `Report` holds the parts of one exercise with their marks, what failed in each and the hint that
names the mistake. The notebook shows it; graders read its JSON form (`REPORT_MIME`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from textwrap import wrap
from typing import Any

REPORT_MIME = "application/vnd.autograder.report+json"

# A part that fails in many cases fails for one reason; three cases show the pattern.
CASES_SHOWN = 3


@dataclass
class Failure:
    """One case in which the answer was not right: `case` names the input, `message` the finding."""

    case: str
    message: str


@dataclass
class Part:
    """One part of an exercise: `points` to win, all of them or none."""

    title: str
    points: float
    cases: int = 0
    failures: list[Failure] = field(default_factory=list)
    hint: str | None = None
    hint_text: str | None = None

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
        return list(dict.fromkeys(part.hint for part in self.parts if part.hint))

    @property
    def title(self) -> str:
        """One line: exercise, kind of inputs, marks."""
        inputs = "hidden inputs" if self.hidden else "open inputs"
        return f"{self.exercise}, {inputs}: {_marks(self.marks)} of {_marks(self.points)} marks"

    def to_json(self) -> dict[str, Any]:
        """Return plain data for graders; no value of any input or result is in it."""
        return {
            "exercise": self.exercise,
            "hidden": self.hidden,
            "marks": self.marks,
            "points": self.points,
            "parts": [
                {"title": p.title, "marks": p.marks, "points": p.points, "hint": p.hint}
                for p in self.parts
            ],
        }

    def to_text(self) -> str:
        """Return the findings for a terminal, at most 80 columns where the words allow it."""
        lines = [self.title]
        explained: set[str] = set()
        for part in self.parts:
            verdict = "passed" if part.passed else "FAILED"
            score = f"{_marks(part.marks)}/{_marks(part.points)}"
            lines.append(f"  {verdict}  {part.title} ({score})")
            for failure in part.failures[:CASES_SHOWN]:
                lines.append(f"          {failure.case}: {failure.message}")
            if len(part.failures) > CASES_SHOWN:
                lines.append(f"          … and {len(part.failures) - CASES_SHOWN} more cases")
            if part.hint and part.hint in explained:
                lines.append(f"          Hint ({part.hint}): as above.")
            elif part.hint:
                explained.add(part.hint)
                lines += _wrapped(f"Hint ({part.hint}): {part.hint_text}", indent=10)
        for note in self.notes:
            lines += _wrapped(f"Note: {note}", indent=2)
        return "\n".join(lines)

    def to_html(self) -> str:
        """Return the findings as HTML that keeps its look where style sheets are stripped."""
        won = self.marks == self.points
        colour = "#2e7d32" if won else "#b3261e"
        out = [
            f'<div role="group" aria-label="{escape(self.title)}" style="border-left:4px solid '
            f'{colour};padding:0.2em 0 0.2em 0.9em;margin:0.3em 0;max-width:46em">',
            f"<div><strong>{escape(self.title)}</strong></div>",
        ]
        explained: set[str] = set()
        for part in self.parts:
            sign, word = ("✓", "passed") if part.passed else ("✗", "failed")
            tint = "#2e7d32" if part.passed else "#b3261e"
            score = f"{_marks(part.marks)}/{_marks(part.points)}"
            out.append(
                f'<div style="margin-top:0.35em"><span style="color:{tint};font-weight:700" '
                f'aria-label="{word}">{sign}</span> {_code(part.title)} '
                f'<span style="opacity:0.75">({score})</span></div>'
            )
            shown = part.failures[:CASES_SHOWN]
            if shown:
                rest = len(part.failures) - len(shown)
                items = [f"<li>{_code(f.case)}: {_code(f.message)}</li>" for f in shown]
                items += [f"<li>… and {rest} more cases</li>"] if rest else []
                out.append(f'<ul style="margin:0.1em 0 0.1em 1.2em">{"".join(items)}</ul>')
            if part.hint and part.hint in explained:
                out.append(_hint(part.hint, "as above."))
            elif part.hint:
                explained.add(part.hint)
                out.append(_hint(part.hint, part.hint_text or ""))
        for note in self.notes:
            out.append(f'<div style="margin-top:0.35em;opacity:0.85">Note: {_code(note)}</div>')
        out.append("</div>")
        return "".join(out)

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


def _marks(value: float) -> str:
    return f"{value:g}"


def _code(text: str) -> str:
    """Escape `text` and set what stands between backticks as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


def _hint(name: str, text: str) -> str:
    return (
        '<div style="margin:0.2em 0 0.2em 1.2em;padding:0.3em 0.7em;border-radius:4px;'
        'background-color:rgba(128,128,128,0.14)">'
        f"<strong>Hint</strong> <code>{escape(name)}</code>: {_code(text)}</div>"
    )


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrap(text, 80, initial_indent=margin, subsequent_indent=margin)
