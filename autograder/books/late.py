"""What does coming late cost? nbgrader's plugin, as ``course.toml`` sets it."""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Enum, Float

DAY_S = 24 * 60 * 60


class LatePolicy(LateSubmissionPlugin):
    """Takes off nothing, everything, or a share of the marks for each 24 hours begun."""

    penalty_method = Enum(("none", "zero", "percent"), "none", help="What is taken off.").tag(
        config=True
    )
    grace_minutes = Float(0.0, min=0.0, help="Minutes after the due date that cost nothing.").tag(
        config=True
    )
    percent_per_day = Float(
        10.0, min=0.0, max=100.0, help="Of the marks, for each 24 hours begun after the due date."
    ).tag(config=True)
    at_most_percent = Float(100.0, min=0.0, max=100.0, help="More is never taken off.").tag(
        config=True
    )

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the marks to take off `score`; None for nothing."""
        if self.penalty_method == "none" or total_seconds_late <= 60 * self.grace_minutes:
            return None
        if self.penalty_method == "zero":
            return score
        percent = self.percent_per_day * math.ceil(total_seconds_late / DAY_S)
        return score * min(percent, self.at_most_percent) / 100
