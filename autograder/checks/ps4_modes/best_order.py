"""The cheapest bracketing of J_k ⋯ J_1, by dynamic programming.

The best cost of J_j ⋯ J_i is the smallest, over the place s where it is split, of
cost(J_j ⋯ J_{s+1}) + cost(J_s ⋯ J_i) + d_j·d_s·d_{i−1}: the parts of a best order are best orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, kind_of
from autograder.checks.ps4_modes.accumulation_cost import forward_order, reverse_order
from autograder.checks.ps4_modes.accumulation_cost import right as cost
from autograder.checks.ps4_modes.beside import PAIR, priced


def volume(p, q, r):
    return p * q * r


def chosen(dims, pick=min, price=volume, total=sum, cuts=lambda cuts: cuts, at=(0, 0, -1)):
    """Return (cost, order) of the order that `pick` takes.

    total: makes a cost of those of the two parts and of the last product. cuts: of those that there
    are the ones that are tried. at: which dimensions stand for p, q, r, counted from J_j, from the
    cut s and from J_i on.
    """

    @cache
    def best(i, j):
        if i == j:
            return 0, i
        splits = []
        for s in cuts(range(i, j)):
            (right_cost, right), (left_cost, left) = best(i, s), best(s + 1, j)
            here = price(*(dims[c + off] for c, off in zip((j, s, i), at, strict=True)))
            splits.append((total((left_cost, right_cost, here)), (left, right)))
        return pick(splits, key=lambda split: split[0])

    return best(1, len(dims) - 1)


def right(dims):
    return chosen(dims)


def read(row: list[Any]) -> Any:
    """Return the order that `beside.priced` wrote out; raises TypeError or IndexError."""
    waiting = row[::-1]

    def order() -> Any:
        first = waiting.pop()
        if type(first) is not int:
            raise TypeError
        return (order(), order()) if first == PAIR else first

    return order()


def judge(got: Any, want: Any, dims: tuple[int, ...]) -> Difference | None:
    """Say what is wrong with a pair (cost, order); of several cheapest orders all are right."""
    if got == "never":
        message = "not tried: each Jacobian more takes several times as long"
        return Difference(message, "computed-again")
    if not isinstance(got, tuple | list) or len(got) != 2:
        return Difference(f"{kind_of(got)} where a pair (cost, order) is asked", "wrong-type")
    value, row = got
    k = len(dims) - 1
    found = [number for number in row if number != PAIR]
    if found == list(range(1, k + 1)) and k > 1:
        return Difference("the factors stand in the opposite order", "from-left-to-right")
    if found != list(range(k, 0, -1)):
        return Difference("not each Jacobian stands in the order once, from J_k to J_1", "no-order")
    if cost(dims, read(row)) > want[0]:
        hint = "order-of-another-cost" if value == want[0] else "wrong-value"
        return Difference("there is a cheaper order", hint)
    return None if value == want[0] else Difference("the cost is not that of the order", "own-cost")


check = Exercise(__name__, right, beside=priced, judge=judge)


def in_words(dims: tuple[int, ...], hidden: bool) -> str:
    """Return a case in words."""
    return f"{len(dims) - 1} Jacobians" if hidden else f"`dims = {dims}`"


def drawn(draw: Draw, k: int) -> Case:
    """Return a chain of k Jacobians, for which no simple order is the cheapest."""
    while True:
        dims = tuple(map(int, draw.rng.integers(1, 31, k + 1)))
        simple = [program(dims)[0] for program in SIMPLE] if k > 2 else [0]
        if k <= 2 or min(simple) > right(dims)[0]:
            return Case((dims,), in_words(dims, draw.hidden))


def greedy(dims, key, tie=1):
    """Return (cost, order) where one product after the other is taken, by its dimensions.

    tie: 1 for the first of equals from J_1 on, -1 from J_k.
    """
    orders, ends, total = list(range(1, len(dims))), list(dims), 0
    while len(orders) > 1:
        places = range(1, len(orders))[::tie]
        s = min(places, key=lambda s: key(ends[s + 1], ends[s], ends[s - 1]))
        total += ends[s + 1] * ends[s] * ends[s - 1]
        orders[s - 1 : s + 1] = [(orders[s], orders[s - 1])]
        del ends[s]
    return total, orders[0]


def cut_by(dims, key, tie=1):
    """Return (cost, order) where each piece is cut at a place that is chosen without its cost."""

    def order(i, j):
        if i == j:
            return i
        s = min(range(i, j)[::tie], key=lambda s: key(dims[s], abs(2 * s + 1 - i - j)))
        return order(s + 1, j), order(i, s)

    return priced_at(dims, order(1, len(dims) - 1))


def priced_at(dims, order):
    return cost(dims, order), order


def simple_order(make):
    def program(dims):
        order = make(len(dims) - 1)
        return cost(dims, order), order

    return program


GREEDY = (lambda p, q, r: p * q * r, lambda p, q, r: p * r)
# By which a piece is cut: at the narrowest place, at the widest, in the middle.
NUMBERS = (
    lambda width, from_middle: width,
    lambda width, from_middle: -width,
    lambda width, from_middle: from_middle,
)
SIMPLE = [
    simple_order(forward_order),
    simple_order(reverse_order),
    *(lambda dims, key=key, tie=tie: greedy(dims, key, tie) for key in GREEDY for tie in (1, -1)),
]


@check.part("two and three Jacobians", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield drawn(draw, 1)
    for k in (2, 3, 3):
        dims = tuple(map(int, draw.rng.permutation(range(2, 31))[: k + 1]))
        yield Case((dims,), in_words(dims, draw.hidden))
        yield Case((dims[::-1],), in_words(dims[::-1], draw.hidden))


@check.part("longer chains", 2, otherwise="not-all-compared")
def _(draw: Draw) -> Iterator[Case]:
    for k in (4, 5, 6, 8, 12):
        yield drawn(draw, k)
    dims = tuple(map(int, draw.rng.permutation(range(3_000, 9_000))[:7]))
    yield Case((dims,), in_words(dims, draw.hidden) + ", thousands of values between them")
    dims = (int(draw.rng.integers(2, 31)),) * 6
    yield Case((dims,), "5 Jacobians, all numbers equal" if draw.hidden else f"`dims = {dims}`")


@check.part("a chain of forty, in time", 1, otherwise="not-all-compared")
def _(draw: Draw) -> Iterator[Case]:
    yield drawn(draw, 40)


check.mistake("always-forward")(SIMPLE[0])
check.mistake("always-reverse")(SIMPLE[1])
for tie in 1, -1:
    for key in GREEDY:
        check.mistake("greedy")(lambda dims, key=key, tie=tie: greedy(dims, key, tie))
    for key in NUMBERS:
        check.mistake("one-number-decides")(lambda dims, key=key, tie=tie: cut_by(dims, key, tie))
    for left in slice(None, -1), slice(1, None), slice(1, -1):
        check.mistake("cut-left-out")(
            lambda dims, left=left, tie=tie: chosen(dims, cuts=lambda c: (c[left] or c)[::tie])
        )
    check.mistake("dearest")(lambda dims, tie=tie: chosen(dims, max, cuts=lambda c: c[::tie]))
    check.mistake("dearest-product")(lambda dims, tie=tie: by_the_dearest(dims, tie))
    check.mistake("dearest-product")(
        lambda dims, tie=tie: priced_at(dims, by_the_dearest(dims, tie)[1])
    )
for off in (0, 1, -1), (0, -1, -1), (0, 0, 0), (-1, 0, -1):
    check.mistake("dimension-misplaced")(lambda dims, off=off: chosen(dims, at=off))
check.mistake("too-few-bits")(lambda dims: in_int32(dims))
check.mistake("parts-not-added")(lambda dims: chosen(dims, total=lambda costs: costs[2]))
check.mistake("ends-only")(lambda dims: chosen(dims, cuts=lambda cuts: cuts[:: len(cuts) - 1 or 1]))
check.mistake("ends-only")(
    lambda dims: chosen(dims, cuts=lambda cuts: cuts[:: -(len(cuts) - 1) or 1])
)
check.mistake("pieces-of-one-length")(lambda dims: by_length(dims, first=True))
check.mistake("pieces-of-one-length")(lambda dims: by_length(dims, first=False))
for error in ValueError, IndexError, KeyError, TypeError:
    check.mistake("single-jacobian-priced")(lambda dims, error=error: refusing_one(dims, error))
check.mistake("single-jacobian-priced")(
    lambda dims: (dims[0] * dims[1], 1) if len(dims) == 2 else right(dims)
)
check.mistake("no-order")(lambda dims: (0, (1,)) if len(dims) == 2 else right(dims))
check.mistake("orders-compared")(lambda dims: chosen(dims, lambda splits, key: min(splits)))
check.mistake("from-left-to-right")(lambda dims: (right(dims)[0], mirrored(right(dims)[1])))
check.mistake("additions-counted")(lambda dims: chosen(dims, price=lambda p, q, r: p * (q - 1) * r))
check.mistake("last-product-not-counted")(lambda dims: chosen_without_the_last(dims))
check.mistake("better-of-the-modes")(
    lambda dims: min(SIMPLE[0](dims), SIMPLE[1](dims), key=lambda pair: pair[0])
)


def by_the_dearest(dims, tie):
    return chosen(dims, total=max, cuts=lambda cuts: cuts[::tie])


def in_int32(dims):
    with np.errstate(over="ignore"):
        value, order = chosen(np.array(dims, dtype=np.int32))
    return int(value), order


def shifted(order, by):
    return order + by if isinstance(order, int) else tuple(shifted(part, by) for part in order)


def by_length(dims, first):
    """Return (cost, order) where all pieces of one length are taken for the first, or the last."""
    k = len(dims) - 1
    best = {1: (0, 1)}
    for length in range(2, k + 1):
        ends = dims[: length + 1] if first else dims[k - length :]
        splits = []
        for s in range(1, length):
            (right_cost, right), (left_cost, left) = best[s], best[length - s]
            total = left_cost + right_cost + ends[-1] * ends[s] * ends[0]
            splits.append((total, (shifted(left, s), right)))
        best[length] = min(splits, key=lambda split: split[0])
    return best[k]


def refusing_one(dims, error):
    if len(dims) == 2:
        raise error
    return right(dims)


def mirrored(order):
    return order if isinstance(order, int) else (mirrored(order[1]), mirrored(order[0]))


def chosen_without_the_last(dims):
    return chosen(dims, price=lambda p, q, r: 0 if (p, r) == (dims[-1], dims[0]) else p * q * r)
