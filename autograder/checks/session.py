"""How often was an exercise's check run in this kernel, and when first and last?

The student's notebook keeps it beside the findings, so that a class can be asked which exercise
took how long. Nothing else about the student is kept, and nothing at all where a grader runs the
check: what is graded twice is the same bytes.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

# What graders and nbgrader's validator set in the environment of the code that they run.
GRADERS = ("AUTOGRADER_SEED", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING")

_first: dict[str, str] = {}
_runs: dict[str, int] = {}


def noted(exercise: str) -> dict[str, str | int] | None:
    """Count a run of the check of `exercise`; return what is known of its runs, in UTC.

    None where a grader runs it.
    """
    if any(name in os.environ for name in GRADERS):
        return None
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _first.setdefault(exercise, now)
    _runs[exercise] = _runs.get(exercise, 0) + 1
    return {"first": _first[exercise], "last": now, "runs": _runs[exercise]}
