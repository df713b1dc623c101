"""How does Gradescope read what a submission came to?

``results.json``: a score, and a test for each exercise with the findings in words. It waits for
ever for a file that is not there or that holds NaN, so neither is written.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.checks import REPORT_MIME
from autograder.submission.cells import CHECK_SUFFIX, about_files, grade_id, is_check, repairs
from autograder.terminal import printable

VISIBLE, HIDDEN = "visible", "hidden"
FILE = "results.json"
LONGEST_OUTPUT = 20_000


def marks_in(notebook: NotebookNode) -> dict[str, float | None]:
    """Return grade id → marks, as the checks left them in a notebook that was run.

    None where a person has to give them.
    """
    found: dict[str, float | None] = {}
    for cell in notebook.cells:
        name = grade_id(cell)
        if name and cell.metadata.get("nbgrader", {}).get("grade"):
            found[name] = _result(cell) if is_check(cell) else None
    return found


def results(
    notebook: NotebookNode, marks: Mapping[str, float | None], *, penalty: float = 0.0, how: str
) -> dict[str, Any]:
    """Return what `notebook`, which was run, came to.

    marks: grade id → marks, those of the gradebook or `marks_in`. penalty: what coming late costs.
    how: where the student's code ran.
    """
    tests: list[dict[str, Any]] = []
    notes = [*repairs(notebook), *about_files(notebook)]
    waiting = 0
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None or name not in marks:
            continue
        given, points = marks[name], float(cell.metadata["nbgrader"].get("points") or 0.0)
        if given is None or not math.isfinite(given):
            waiting += 1
            continue
        tests.append(
            {
                "name": name.removesuffix(CHECK_SUFFIX),
                "number": str(len(tests) + 1),
                "score": round(given, 6),
                "max_score": points,
                "output": findings(cell),
                "visibility": VISIBLE,
            }
        )
    if waiting:
        notes.append(f"{waiting} {'answer is' if waiting == 1 else 'answers are'} not marked yet.")
    if penalty:
        notes.append(f"{penalty:g} marks were taken off for coming late.")
    total = sum(test["score"] for test in tests) - penalty
    return {
        "score": round(max(total, 0.0), 6),
        "output": _plain("\n".join([*notes, f"How it ran: {how}."])),
        "visibility": VISIBLE,
        "stdout_visibility": HIDDEN,
        "tests": tests,
        "extra_data": {"ran": how, "to_mark": waiting},
    }


def without_marks(reason: str) -> dict[str, Any]:
    """Return what Gradescope shows where nothing could be graded; `reason` in words."""
    return {
        "score": 0.0,
        "output": _plain(f"Not graded: {reason}"),
        "visibility": VISIBLE,
        "stdout_visibility": HIDDEN,
        "tests": [],
        "extra_data": {"ran": "not at all"},
    }


def findings(cell: NotebookNode) -> str:
    """Return what the check in `cell` found, in words: on hidden inputs, which give the marks.

    No value of an input or a result is in it.
    """
    reports = [o.data for o in cell.get("outputs", []) if REPORT_MIME in o.get("data", {})]
    hidden = [data for data in reports if data[REPORT_MIME].get("hidden")]
    chosen = (hidden or reports)[-1:]
    return _plain(str(chosen[0].get("text/plain", "")) if chosen else "")


def write_results(folder: Path, about: Mapping[str, Any]) -> Path:
    """Write ``results.json`` into `folder`, whole or not at all. Raises ValueError for a NaN."""
    text = json.dumps(about, allow_nan=False, indent=1)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{FILE}.{os.getpid()}"
    try:
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, folder / FILE)
    finally:
        draft.unlink(missing_ok=True)
    return folder / FILE


def _result(cell: NotebookNode) -> float | None:
    for output in reversed(cell.get("outputs", [])):
        if output.output_type == "execute_result":
            try:
                return float(output.data["text/plain"])
            except (KeyError, TypeError, ValueError):
                return None
    return None


def _plain(text: str) -> str:
    """Return `text` line by line as it may be shown, spaces that indent it kept."""
    lines = [printable(line, 1000) for line in text.split("\n")]
    return "\n".join(lines)[:LONGEST_OUTPUT]
