"""What became of one of several calls of an answer that were made at once?"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Outcome:
    """Calling it returns, or raises, what the call did, and gives its warnings.

    changed: whether the call changed an array or list that it was given.
    """

    value: Any
    error: BaseException | None
    warned: Sequence[tuple[type[Warning], str]]
    changed: bool = False

    def __call__(self) -> Any:
        """Return or raise what the call did."""
        for category, text in self.warned:
            warnings.warn(text, category, stacklevel=2)
        return self.result()

    def result(self) -> Any:
        """Return or raise what the call did, without its warnings."""
        if self.error is not None:
            raise self.error
        return self.value


def copies(arguments: Sequence[Any]) -> list[Any]:
    """Return the arguments, of arrays and lists copies."""
    return [copies(a) if isinstance(a, list) else _copy(a) for a in arguments]


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def same_bits(a: Any, b: Any) -> bool:
    """Whether an argument (an array, or a list of arrays and numbers) still equals its copy."""
    if isinstance(a, np.ndarray):
        return np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_bits, a, b))
    return a == b if isinstance(a, int | float) else True
