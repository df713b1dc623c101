"""What is right for inputs that a whole class meets, computed for the first submission only."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

Result = TypeVar("Result")

MOST = 2048


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """Return `function`, which keeps what it returned for the arguments that it met last.

    Arguments: numbers, text, arrays, and tuples and lists of those. Do not change what it returns.
    """
    known: OrderedDict[Any, Result] = OrderedDict()

    @functools.wraps(function)
    def call(*args: Any) -> Result:
        key = _key(args)
        if key in known:
            known.move_to_end(key)
            return known[key]
        result = known[key] = function(*args)
        if len(known) > MOST:
            known.popitem(last=False)
        return result

    return call


def _key(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, tuple | list):
        return type(value), *map(_key, value)
    return type(value), value
