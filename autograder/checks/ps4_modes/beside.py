"""What runs beside the answers of this set: an order, however deep, is written out in a row.

Nothing here knows what is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAIR = 0
# More than any order here takes; an answer might make a pair that holds itself.
LONGEST = 1_000


def priced(best_order: Callable[..., Any], dims: tuple[int, ...]) -> Any:
    """Return (cost, order) with the order in Polish notation: `PAIR`, left, right; or numbers.

    What is no order is returned as it is.
    """
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
