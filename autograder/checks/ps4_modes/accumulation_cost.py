"""The product of a (p × q) and a (q × r) matrix takes p·q·r multiplications of numbers.

In an order, a nested pair such as ((3, 2), 1), the number i stands for J_i of shape (d_i, d_{i−1}).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference, kind_of


def accumulated(dims, order, price):
    """Return (rows, columns, cost) of the product in that order; price: of one product."""
    if isinstance(order, int):
        return dims[order], dims[order - 1], 0
    p, q, left = accumulated(dims, order[0], price)
    q, r, right = accumulated(dims, order[1], price)
    return p, r, left + right + price(p, q, r)


def with_price(price: Callable[[int, int, int], int]) -> Callable[..., int]:
    """Return the cost of all products in an order, where one of them costs `price`."""
    return lambda dims, order: accumulated(dims, order, price)[2]


def with_leaves(price: Callable[[int, int], int]) -> Callable[..., int]:
    """Return the cost of an order where a single Jacobian of p × q numbers costs `price` too."""

    def cost(dims, order):
        leaves = sum(price(dims[i], dims[i - 1]) for i in range(1, len(dims)))
        return right(dims, order) + leaves

    return cost


def with_dimensions(places: Callable[[int, int, int], tuple[int, int, int]]) -> Callable[..., int]:
    """Return the cost where p, q, r are the numbers at other places of `dims`."""

    def cost(dims, order):
        at = [*range(len(dims))]
        return accumulated(at, order, lambda *abc: math.prod(dims[i] for i in places(*abc)))[2]

    return cost


def with_branches(of: Callable[[int, int], int]) -> Callable[..., int]:
    """Return the cost where of the two factors' costs `of` is taken, and not the sum."""

    def cost(dims, order):
        if isinstance(order, int):
            return 0
        return of(cost(dims, order[0]), cost(dims, order[1])) + right_of_last(dims, order)

    return cost


def in_numbers(kind: type[np.number[Any]]) -> Callable[..., int]:
    """Return the cost, computed in numbers of a kind that does not hold all integers."""

    def cost(dims, order):
        with np.errstate(over="ignore"):
            return int(right(np.array(dims, dtype=kind), order))

    return cost


def right(dims, order):
    return accumulated(dims, order, lambda p, q, r: p * q * r)[2]


def dimensions(draw: Draw, k: int) -> tuple[int, ...]:
    """Draw k + 1 different numbers of inputs, intermediate values and outputs."""
    return tuple(map(int, draw.rng.permutation(range(2, 40))[: k + 1]))


def forward_order(k: int) -> Any:
    """Return (k, (…, (2, 1))): from the inputs on."""
    return 1 if k == 1 else (k, forward_order(k - 1))


def reverse_order(k: int, last: int = 1) -> Any:
    """Return (((k, k − 1), …), 1): from the outputs back."""
    return k if k == last else (reverse_order(k, last + 1), last)


def judge(got: Any, want: Any, *_: Any) -> Difference | None:
    """Compare costs; a number of multiplications is an integer."""
    whole = isinstance(got, int) or (isinstance(got, np.ndarray) and got.dtype.kind in "iu")
    found = difference(got, want)
    if found or whole:
        return found
    return Difference(f"{kind_of(got)} where an integer is asked", "no-integer")


check = Exercise(__name__, right, judge=judge)


@check.part("from the inputs, from the outputs", 1.5)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for k in (2, 3, 5):
        yield Case((dimensions(draw, k), forward_order(k)), f"{k} Jacobians from the inputs on")
        yield Case((dimensions(draw, k), reverse_order(k)), f"{k} Jacobians from the outputs back")
    yield Case((dimensions(draw, 1), 1), "one Jacobian")


@check.part("any order", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    for order in ((4, 3), (2, 1)), ((5, (4, 3)), (2, 1)), (5, ((4, (3, 2)), 1)), (((4, 3), 2), 1):
        k = max(int(c) for c in str(order) if c.isdigit())
        yield Case((dimensions(draw, k), order), f"the order `{order}`")
    dims = tuple(map(int, draw.rng.integers(3_000, 9_000, 5)))
    yield Case((dims, ((4, 3), (2, 1))), "thousands of values between any two steps")


check.mistake("additions-counted")(with_price(lambda p, q, r: p * (q - 1) * r))
check.mistake("additions-counted")(with_price(lambda p, q, r: p * (2 * q - 1) * r))
check.mistake("additions-counted")(with_price(lambda p, q, r: 2 * p * q * r))
check.mistake("no-integer")(lambda dims, order: float(right(dims, order)))
check.mistake("entries-counted")(with_price(lambda p, q, r: p * r))
check.mistake("matrix-times-vector")(with_price(lambda p, q, r: p * q))
check.mistake("matrix-times-vector")(with_price(lambda p, q, r: q * r))
check.mistake("inner-dimension-twice")(with_price(lambda p, q, r: p * q * q * r))
check.mistake("single-jacobians-priced")(with_leaves(lambda p, q: p * q))
check.mistake("single-jacobians-priced")(with_leaves(lambda p, q: p))
check.mistake("single-jacobians-priced")(with_leaves(lambda p, q: q))
check.mistake("single-jacobians-priced")(with_leaves(lambda p, q: 1))
check.mistake("single-jacobians-priced")(
    lambda dims, order: dims[0] * dims[1] if isinstance(order, int) else right(dims, order)
)
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, b + 1, c)))
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, b - 1, c)))
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, a - 1, c)))
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, c + 1, c)))
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, c, c)))
check.mistake("inner-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, a, c)))
check.mistake("outer-dimension-misplaced")(with_dimensions(lambda a, b, c: (b + 1, b, c)))
check.mistake("outer-dimension-misplaced")(with_dimensions(lambda a, b, c: (a, b, b - 1)))
check.mistake("outer-dimension-misplaced")(with_dimensions(lambda a, b, c: (b + 1, b, b - 1)))
check.mistake("index-off-by-one")(with_dimensions(lambda a, b, c: (a - 1, b, c)))
check.mistake("index-off-by-one")(with_dimensions(lambda a, b, c: (a, b, c + 1)))
check.mistake("rows-and-columns-swapped")(with_dimensions(lambda a, b, c: (a - 1, b + 1, c + 1)))
check.mistake("rows-and-columns-swapped")(with_dimensions(lambda a, b, c: (a - 1, b - 1, c + 1)))
check.mistake("one-branch-only")(with_branches(max))
check.mistake("one-branch-only")(with_branches(min))
check.mistake("too-few-bits")(in_numbers(np.int32))
check.mistake("too-few-bits")(in_numbers(np.float32))
check.mistake("last-product-only")(
    lambda dims, order: right(dims, order) and right_of_last(dims, order)
)


def peeled(left: bool) -> Callable[..., int]:
    """Return the cost where a factor of each product is taken for a single Jacobian.

    left: the right one, unless the left one is a number; else the other way round.
    """

    def cost(dims, order):
        low, high, total = 0, len(dims) - 1, 0
        while not isinstance(order, int):
            off = isinstance(order[0], int) if left else not isinstance(order[1], int)
            total += dims[high] * dims[high - 1 if off else low + 1] * dims[low]
            low, high, order = (low, high - 1, order[1]) if off else (low + 1, high, order[0])
        return total

    return cost


check.mistake("single-factor-assumed")(peeled(True))
check.mistake("single-factor-assumed")(peeled(False))


def right_of_last(dims, order):
    p, q, _ = accumulated(dims, order[0], lambda *_: 0)
    return p * q * accumulated(dims, order[1], lambda *_: 0)[1]


@check.mistake
def one_branch_only(dims, order):
    if isinstance(order, int):
        return 0
    return right_of_last(dims, order) + one_branch_only(dims, order[0])


@check.mistake("one-branch-only")
def other_branch_only(dims, order):
    if isinstance(order, int):
        return 0
    return right_of_last(dims, order) + other_branch_only(dims, order[1])


@check.mistake
def rows_and_columns_swapped(dims, order):
    return right(dims[::-1], order)


@check.mistake
def order_ignored(dims, order):
    return right(dims, reverse_order(len(dims) - 1))


@check.mistake("order-ignored")
def other_order(dims, order):
    return right(dims, forward_order(len(dims) - 1))


@check.mistake
def index_off_by_one(dims, order):
    return right((*dims[1:], dims[-1]), order)


@check.mistake
def product_of_all(dims, order):
    cost = 1
    for d in dims:
        cost *= d
    return cost
