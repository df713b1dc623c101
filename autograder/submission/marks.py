"""What is a check cell worth once it ran, or did not?

nbgrader reads the marks from a cell's outputs: an error or any text on stderr means none, a number
means that number, and *nothing* means all of them. `settle` leaves no room for reading: afterwards
a check cell has exactly one result, a number that its check computed, or 0 with the reason in
words and no text on stderr.
"""

from __future__ import annotations

import math
import re
from typing import Any

from nbformat import NotebookNode

from autograder.checks import REPORT_MIME, Report
from autograder.checks.hints import common
from autograder.checks.parts import Failure, Part
from autograder.submission.cells import CHECK_SUFFIX, grade_id, new_output

# By these a cell is stopped whose time is over; nothing else interrupts a check.
TIMEOUTS = ("CellTimeoutError", "KeyboardInterrupt")


def settle(cell: NotebookNode, reason: str | None = None, *, hidden: bool = True) -> None:
    """Give the check cell `cell` explicit marks in its outputs.

    reason: the common hint that says why there are none, if that is known, such as "not-run".
    hidden: whether the cell was to run on hidden inputs.
    """
    outputs = [_harmless(o) for o in cell.get("outputs", [])]
    results = [o for o in outputs if o.output_type == "execute_result"]
    errors = [o for o in outputs if o.output_type == "error"]
    shown = [o for o in outputs if o.output_type not in ("execute_result", "error")]
    finding = ""
    if reason is None and errors:
        reason, finding = _read_error(errors[-1])
    if reason is None:
        points = float(cell.metadata["nbgrader"]["points"])
        if results and (marks := _marks(results[-1], shown, points)) is not None:
            cell.outputs = [*shown, _result(marks)]
            return
        reason = "no-result"
    cell.outputs = [*shown, _explanation(cell, reason, finding, hidden), _result(0.0)]


def pass_silent(cell: NotebookNode) -> None:
    """Give all marks to a check cell that ran to its end and says nothing of marks.

    So nbgrader has it: tests that only assert, and have no check of ours in them, are passed where
    nothing is raised, whatever the value of their last line. A check of ours that says nothing was
    cut off from where its report goes, and passes nobody.
    """
    outputs = cell.get("outputs", [])
    exercise = str(grade_id(cell)).removesuffix(CHECK_SUFFIX)
    if re.search(rf"\bcheck\w*\.{re.escape(exercise)}\b", cell.source):
        return
    if _reports(outputs) or any(o.output_type == "error" for o in outputs):
        return
    results = [o for o in outputs if o.output_type == "execute_result"]
    if not any(_is_number(o.get("data", {}).get("text/plain")) for o in results):
        points = float(cell.metadata["nbgrader"]["points"])
        kept = [o for o in outputs if o.output_type != "execute_result"]
        cell.outputs = [*kept, _result(points)]


def _is_number(text: Any) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def hidden_reports(cell: NotebookNode) -> list[dict[str, Any]]:
    """Return the reports on hidden inputs that `cell` shows, in order."""
    return [r for r in _reports(cell.get("outputs", [])) if r.get("hidden")]


def last_report(cell: NotebookNode) -> dict[str, Any] | None:
    """Return the report that `cell`'s marks rest on: the last hidden one, else the last."""
    reports = hidden_reports(cell) or _reports(cell.get("outputs", []))
    return reports[-1] if reports else None


def _reports(outputs: list[NotebookNode]) -> list[dict[str, Any]]:
    found = [o.get("data", {}).get(REPORT_MIME) for o in outputs]
    return [report for report in found if isinstance(report, dict)]


def _harmless(output: NotebookNode) -> NotebookNode:
    # A warning or a progress bar on stderr would cost all marks.
    if output.output_type == "stream" and output.name == "stderr":
        output.name = "stdout"
    return output


def _marks(result: NotebookNode, shown: list[NotebookNode], points: float) -> float | None:
    text = result.get("data", {}).get("text/plain", "")
    try:
        marks = float(text)
    except (TypeError, ValueError):
        return None
    if not (math.isfinite(marks) and 0 <= marks <= points):
        return None
    hidden = [r for r in _reports(shown) if r.get("hidden")]
    return marks if not hidden or hidden[-1].get("marks") == marks else None


def _read_error(error: NotebookNode) -> tuple[str, str]:
    if error.ename in TIMEOUTS:
        return "too-slow", "the time for one cell was over"
    finding = f"raised `{error.ename}`"
    if error.ename == "NameError":
        name = re.search(r"name '(\w+)' is not defined", error.evalue)
        if name:
            return "no-answer", f"`{name[1]}` is not defined"
    return "stopped", finding


def _explanation(cell: NotebookNode, reason: str, finding: str, hidden: bool) -> NotebookNode:
    part = Part(
        "the check comes to its marks",
        float(cell.metadata["nbgrader"]["points"]),
        cases=1,
        failures=[Failure("this cell", finding or "has no marks")],
        hints={reason: common(reason)},
    )
    name = str(cell.metadata["nbgrader"]["grade_id"]).removesuffix("-check")
    report = Report(name, hidden, [part])
    return new_output("display_data", data=report._repr_mimebundle_())


def _result(marks: float) -> NotebookNode:
    return new_output("execute_result", data={"text/plain": repr(marks)})
