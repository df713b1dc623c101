"""From what does a check draw its inputs?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


class Draw:
    """Inputs of one part of an exercise, from a seed of its own.

    rng: NumPy's generator. hidden: whether these are the graded inputs.
    """

    def __init__(self, rng: np.random.Generator, hidden: bool) -> None:
        self.rng = rng
        self.hidden = hidden

    def normal(self, *shape: int) -> np.ndarray:
        """Return standard normal numbers of `shape`, float64; a 0-d array for none."""
        return np.asarray(self.rng.standard_normal(shape))

    def uniform(self, low: float, high: float, *shape: int) -> Any:
        """Return numbers drawn evenly from [low, high): an array of `shape`, or one float."""
        return self.rng.uniform(low, high, shape) if shape else float(self.rng.uniform(low, high))

    def positive(self, low: float = 0.4, high: float = 2.5) -> float:
        """Return a number of two decimals, which a student can type; not 1, where much is right."""
        drawn = round(self.uniform(low, high), 2)
        return drawn if drawn != 1.0 else 1.07

    def signed(self) -> float:
        """Return a number of two decimals and either sign, well away from 0."""
        return self.positive() * self.sign()

    def sign(self) -> float:
        """Return 1.0 or −1.0."""
        return 1.0 if self.rng.random() < 0.5 else -1.0

    def times(self, open_cases: int, hidden_cases: int) -> range:
        """Return the indices of so many random cases: often more of them with hidden inputs."""
        return range(hidden_cases if self.hidden else open_cases)


@dataclass(frozen=True)
class Case:
    """What a part yields where its arguments alone do not say enough; else it yields a tuple.

    arguments: of the driver, after the answer and the names; without a driver, of the answer.
    says: the case in words, in place of names and shapes; no drawn number may stand in it.
    """

    arguments: tuple[Any, ...]
    says: str = ""


def in_words(names: list[str], arguments: tuple[Any, ...], hidden: bool) -> str:
    """Return a case in words: names and shapes, and numbers on open inputs alone."""
    said = [_said(n, a, hidden) for n, a in zip(names, arguments, strict=False)]
    return ", ".join(text for text in said if text) or "this case"


def _said(name: str, value: Any, hidden: bool) -> str:
    if isinstance(value, np.ndarray) and value.shape:
        return f"`{name}` of shape {value.shape}"
    if isinstance(value, float | np.ndarray):
        return "" if hidden else f"`{name} = {float(value):.6g}`"
    if isinstance(value, bool | int | str | None) or _is_flat(value):
        return f"`{name} = {value!r}`"
    if isinstance(value, list) and value and all(isinstance(v, np.ndarray) for v in value):
        return f"`{name}` of shapes {', '.join(str(v.shape) for v in value)}"
    return ""


def _is_flat(value: Any) -> bool:
    return isinstance(value, tuple) and all(type(v) in (int, str) for v in value)
