"""What did a check find, part by part?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


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
class Findings:
    """What one run of one exercise's check found."""

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
