"""What runs beside the answers of this set: an order, however deep, is written out in a row.

An answer that would take years for a long chain is not called with it.

Nothing here knows what is right.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PAIR = 0
# More than any order here takes; an answer might make a pair that holds itself.
LONGEST = 1_000
# Before a long chain these are tried. That the second takes so many times the processor's seconds
# of the first, and so many of them, is beyond any table of pieces, which takes 3 times as many.
TRIED = (10, 14)
TIMES, SECONDS = 20.0, 0.05


def never_ends(best_order: Callable[..., Any], dims: tuple[int, ...]) -> bool:
    """Whether a few Jacobians more make the answer take many times as long."""

    def seconds(k: int) -> float:
        since = time.process_time()
        best_order(dims[: k + 1])
        return time.process_time() - since

    few, more = TRIED
    enough = max(SECONDS, TIMES * seconds(few))
    return seconds(more) > enough and seconds(more) > enough  # once can be Python's own work


def priced(best_order: Callable[..., Any], dims: tuple[int, ...]) -> Any:
    """Return (cost, order) with the order in Polish notation: `PAIR`, left, right; or numbers.

    What is no order is returned as it is; where a long chain would never end, "never" is.
    """
    if len(dims) > 2 * TRIED[1] and never_ends(best_order, dims):
        return "never"
    value = best_order(dims)
    if not isinstance(value, tuple | list) or len(value) != 2:
        return value
    row: list[Any] = []
    waiting = [value[1]]
    while waiting and len(row) < LONGEST:
        order = waiting.pop()
        if isinstance(order, tuple | list) and len(order) == 2:
            row.append(PAIR)
            waiting += reversed(order)
        else:
            row.append(order)
    return value[0], row
