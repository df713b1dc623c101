"""Does an answer come in double precision, where single precision would hide an approximation?

A finite difference that is rounded to single precision is as good as a right value in single
precision. Elsewhere single precision costs nothing. Where a set computes in double precision by
its own first lines, as ps5_hvp does, an answer of single precision was made so on purpose.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.trial import AnswerError


def holds_single(value: Any) -> bool:
    """Whether a number of single precision, or less, is in `value`, or in what it holds."""
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind == "f" and value.dtype.itemsize < np.dtype(np.float64).itemsize
    return isinstance(value, list | tuple) and any(map(holds_single, value))


def in_double(value: Any) -> Any:
    """Return `value`; raises AnswerError where single precision is in it."""
    if holds_single(value):
        raise AnswerError("single precision (float32) where double is asked", "nearly-right")
    return value
