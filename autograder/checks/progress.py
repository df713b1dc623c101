"""How far is a student with a problem set?

The last cell of a notebook, ``check.progress()``, runs every check on the open inputs and shows the
set at a glance; `autograder check` shows the same table.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any

from autograder.checks import exercises
from autograder.checks.exercise import OPEN_SEED
from autograder.checks.markup import BAD, GOOD, HALF, NEUTRAL, QUIET, card, coded, sign, wrapped

BY_PERSON = "your instructor gives these"
NO_ANSWER = {"not-solved": "not started", "no-answer": "run the cells above first"}


@dataclass(frozen=True)
class Row:
    """One exercise: its marks, None where a person gives them, and what is left to do, in words.

    started: whether there is an answer to judge.
    """

    name: str
    marks: float | None
    points: float
    left: str = ""
    started: bool = True


class Overview:
    """The table of a problem set, for a notebook and for a terminal."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)

    @property
    def together(self) -> str:
        """The sum, such as ``17 of 17, and 5 that your instructor gives``."""
        checked = [row for row in self.rows if row.marks is not None]
        marks, points = sum(r.marks or 0.0 for r in checked), sum(r.points for r in checked)
        rest = sum(row.points for row in self.rows if row.marks is None)
        more = f", and {rest:g} that your instructor gives" if rest else ""
        return f"{marks:g} of {points:g}{more}"

    def to_text(self) -> str:
        """Return the table for a terminal, in 80 columns."""
        width = max(len("exercise"), *(len(row.name) for row in self.rows))
        indent = width + len("  1.25 of 10  ")
        lines = [f"{'exercise':<{width}}  marks       what is left"]
        for row in self.rows:
            marks = "–" if row.marks is None else f"{row.marks:g}"
            line = f"{row.name:<{width}}  {marks:>4} of {row.points:g}"
            left = [part.strip() for part in wrapped(row.left, indent)] or [""]
            lines.append(f"{line:<{indent}}{left[0]}".rstrip())
            lines += [" " * indent + more for more in left[1:]]
        marks, rest = self.together.split(" ", 1)
        return "\n".join([*lines, f"{'together':<{width}}  {marks:>4} {rest}"])

    def to_html(self) -> str:
        """Return the table as HTML that keeps its look where style sheets are stripped."""
        checked = [row for row in self.rows if row.marks is not None]
        won = sum(row.marks or 0.0 for row in checked) / (sum(r.points for r in checked) or 1.0)
        colour = GOOD if won == 1 else HALF if won else NEUTRAL
        rows = "".join(map(_row, self.rows))
        return card(
            colour,
            f"The problem set: {self.together}",
            f"<div><strong>{escape(self.together)}</strong> "
            f'<span style="{QUIET}">· marks on open inputs; grading uses others</span></div>'
            '<div style="background-color:rgba(128,128,128,0.25);border-radius:3px;height:6px;'
            f'margin:0.5em 0"><div style="background-color:{GOOD};border-radius:3px;height:6px;'
            f'width:{100 * won:.3g}%"></div></div>'
            '<table style="border:none;border-collapse:collapse;margin:0;width:100%;'
            f'table-layout:auto">{rows}</table>',
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/plain": self.to_text(), "text/html": self.to_html()}


CELL = "border:none;padding:0.25em 0.6em 0.25em 0;text-align:left;vertical-align:top;font-size:1em"
PLAIN = "background-color:transparent;padding:0"


def _row(row: Row) -> str:
    colour = GOOD if row.marks == row.points else HALF if row.marks else BAD
    mark = sign(colour) if row.started else "" if row.marks is None else "○"
    marks = "–" if row.marks is None else f"{row.marks:g}"
    name = escape(row.name).replace("_", "_<wbr>")
    return (
        f'<tr style="background-color:transparent"><td style="{CELL}">{mark}</td>'
        f'<td style="{CELL}"><code style="{PLAIN}">{name}</code></td>'
        f'<td style="{CELL};white-space:nowrap">{marks} of {row.points:g}</td>'
        f'<td style="{CELL};width:60%"><span style="{QUIET}">{coded(row.left)}</span></td></tr>'
    )


def row_of(report: dict[str, Any]) -> Row:
    """Return the row for a report in its JSON form."""
    parts = [part for part in report["parts"] if part["marks"] < part["points"]]
    named = {n: t for part in parts for n, t in zip(part["hints"], part["titles"], strict=True)}
    words = [*named.values()][:1] + [t[:1].lower() + t[1:] for t in [*named.values()][1:]]
    left = NO_ANSWER.get(next(iter(named), "")) if len(named) == 1 else None
    return Row(
        report["exercise"], report["marks"], report["points"], left or ", ".join(words), not left
    )


def by_person(points: Iterable[tuple[str, float]]) -> list[Row]:
    """Return the rows of the answers that a person marks, from their names and points."""
    return [Row(name, None, most, BY_PERSON, False) for name, most in points]


class Progress:
    """``progress = Progress(__name__)`` in the package of a set gives its notebook the last cell.

    The package's dict ``BY_PERSON``, if there is one, has the answers that a person marks, with
    their points.
    """

    def __init__(self, package: str) -> None:
        self.package = package

    def __call__(self, *_: Any) -> None:
        """Run all checks on the open inputs, quietly, in the notebook whose cell calls this; show.

        nbgrader's validator, which judges by the cells that fail, gets nothing to wait for.
        """
        if os.environ.get("NBGRADER_VALIDATING"):
            return
        overview = self.of(sys._getframe(1).f_globals)
        if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
            from IPython.display import display

            display(overview)
        else:
            print(overview.to_text())

    def of(self, notebook: dict[str, Any]) -> Overview:
        """Return the overview of the answers that `notebook` holds, and drop what they show."""
        with _quiet():
            rows = [
                row_of(exercise.run(notebook, seed=OPEN_SEED).to_json())
                for exercise in exercises(self.package)
            ]
        given = getattr(import_module(self.package), "BY_PERSON", {})
        return Overview([*rows, *by_person(given.items())])


def _quiet() -> contextlib.AbstractContextManager[Any]:
    """Return a context in which prints and figures are dropped."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        from IPython.utils.capture import capture_output

        return capture_output()
    return contextlib.redirect_stdout(io.StringIO())
