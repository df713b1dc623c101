"""The table of L(w1, w2) = w2·log w1 + √(w2·log w1), values and tangents, for either seed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps2_forward.beside import table
from autograder.checks.ps2_forward.functions import holds_dual
from autograder.checks.ps2_forward.rules import Dual

NAMES = ("w1", "w2", "v1", "v2", "v3", "L")


def right(w1, w2, wrt):
    w1, w2 = Dual(w1, float(wrt == "w1")), Dual(w2, float(wrt == "w2"))
    v1 = Dual(np.log(w1.value), w1.tangent / w1.value)
    v2 = w2 * v1
    root = np.sqrt(v2.value)
    v3 = Dual(root, v2.tangent / (2 * root))
    rows = {"w1": w1, "w2": w2, "v1": v1, "v2": v2, "v3": v3, "L": v2 + v3}
    return [(name, v.value, v.tangent) for name, v in rows.items()]


def log(x):
    return Dual(log(x.value), x.tangent / x.value) if hasattr(x, "tangent") else np.log(x)


def sqrt(x):
    if not hasattr(x, "tangent"):
        return np.sqrt(x)
    return Dual(sqrt(x.value), x.tangent / (2 * sqrt(x.value)))


SEEDS = (
    ([1.0, 1.0], "both-seeded"),
    ([1.0, 0.0], "other-seeded"),
    ([0.0, 1.0], "other-seeded"),
)
LARGE = 1e250


def judge(got: Any, want: Any, w1: float, *_: Any) -> Difference | None:
    """Judge the form, then the seeds, which show even where a Dual spoils the rest, then all."""
    if got is None:
        return Difference("returned nothing", "returned-nothing")
    if not isinstance(got, list | tuple) or any(not isinstance(row, list | tuple) for row in got):
        return Difference("no list of rows", "rows")
    if [len(row) for row in got] != [3] * 6:
        return Difference("no list of six rows (name, value, tangent)", "rows")
    if tuple(row[0] for row in got) != NAMES:
        return Difference("other names, or another order", "rows")
    if holds_dual([*got]):
        return Difference("a Dual where a number is asked", "dual-returned")
    seeds = [row[2] for row in got[:2]]
    if difference(seeds, [row[2] for row in want[:2]]):
        for wrong, hint in SEEDS:
            if difference(seeds, wrong) is None:
                return Difference("the inputs have other tangents", hint)
    for name, mine, asked in zip(NAMES, got, want, strict=True):
        found = difference(mine[1:], asked[1:], 1e-13, 0.0, True)
        if found:
            # A difference quotient loses all its digits at a large w1.
            loses = found.hint == "wrong-value" and w1 >= LARGE
            hint = "nearly-right" if loses else found.hint
            return Difference(f"row {name}: {found.message}", hint, found.got, found.want)
    return None


check = Exercise(
    __name__,
    right,
    beside=table,
    earlier={"log": log, "sqrt": sqrt},
    built_on=("Dual",),
    judge=judge,
)


def cases(draw: Draw, wrt: str) -> Iterator[Case]:
    """Yield inputs: log w1 and w2 both positive or both negative, large ones, and integers."""
    for w1, w2 in [
        (draw.positive(1.3, 4.0), draw.positive()),
        (draw.positive(0.2, 0.8), -draw.positive()),
        # A difference quotient in w1 loses all that log w1 is larger than its change.
        (draw.positive(1.3, 4.0) * LARGE, draw.positive()),
        (2, 3),
    ]:
        says = f"`wrt` is `{wrt}`" if draw.hidden else f'`forward_table({w1}, {w2}, "{wrt}")`'
        yield Case((w1, w2, wrt), says)


for wrt in "w1", "w2":
    check.part(f'`wrt="{wrt}"`', 1)(partial(cases, wrt=wrt))


def rows(w1, w2, d1, d2, *, product=(1, 1), total=(1, 1), slope=lambda v2, v3: 1 / (2 * v3)):
    """The table from two seeds; product, total: how often each of the two terms is taken; slope: of
    the root."""
    v1, t1 = np.log(w1), d1 / w1
    v2, t2 = w2 * v1, product[0] * d2 * v1 + product[1] * w2 * t1
    v3 = np.sqrt(v2)
    t3 = t2 * slope(v2, v3)
    t = total[0] * t2 + total[1] * t3
    return list(zip(NAMES, (w1, w2, v1, v2, v3, v2 + v3), (d1, d2, t1, t2, t3, t), strict=True))


# Mistake → the seeds where the right ones are (1, 0), and the terms.
for name, seeds, terms in [
    ("both-seeded", (1.0, 1.0), {}),
    ("other-seeded", (0.0, 1.0), {}),
    ("not-seeded", (0.0, 0.0), {}),
    ("term-missing", (1.0, 0.0), {"total": (1, 0)}),
    ("term-missing", (1.0, 0.0), {"total": (0, 1)}),
    ("product-one-term", (1.0, 0.0), {"product": (1, 0)}),
    ("product-one-term", (1.0, 0.0), {"product": (0, 1)}),
    ("slope-of-the-root", (1.0, 0.0), {"slope": lambda v2, v3: 1 / (2 * np.sqrt(v3))}),
    ("slope-of-the-root", (1.0, 0.0), {"slope": lambda v2, v3: 1 / (2 * v2)}),
    ("slope-of-the-root", (1.0, 0.0), {"slope": lambda v2, v3: 1 / v3}),
    ("slope-of-the-root", (1.0, 0.0), {"slope": lambda v2, v3: v3 / 2}),
]:

    def seeded(w1, w2, wrt, seeds=seeds, terms=terms):
        return rows(w1, w2, *(seeds if wrt == "w1" else seeds[::-1]), **terms)

    check.mistake(name)(seeded)


# Mistake → what it makes of the right rows.
for name, changed in [
    ("tangent-before-value", lambda row, w: (row[0], row[2], row[1])),
    ("seed-is-value", lambda row, w: (row[0], row[1], row[2] * w)),
]:
    check.mistake(name)(
        lambda w1, w2, wrt, changed=changed: [
            changed(row, w1 if wrt == "w1" else w2) for row in right(w1, w2, wrt)
        ]
    )


def with_last(total):
    """The table with another value and tangent in the last row."""

    def program(w1, w2, wrt):
        table = right(w1, w2, wrt)
        v2, v3 = (Dual(*row[1:]) for row in table[3:5])
        last = total(v2, v3)
        return [*table[:5], ("L", last.value, last.tangent)]

    return program


check.mistake("product-for-sum")(with_last(lambda v2, v3: v2 * v3))
check.mistake("product-for-sum")(with_last(lambda v2, v3: v2 - v3))


@check.mistake
def local_derivatives(w1, w2, wrt):
    table = right(w1, w2, wrt)
    v1, v3 = table[2][1], table[4][1]
    found = [1 / w1, w2 if wrt == "w1" else v1, 1 / (2 * v3)]
    local = [(*row[:2], slope) for row, slope in zip(table[2:5], found, strict=True)]
    return [*table[:2], *local, table[5]]


@check.mistake
def adjoints(w1, w2, wrt):
    table = right(w1, w2, wrt)
    v1, v3 = table[2][1], table[4][1]
    v2_bar = 1 + 1 / (2 * v3)
    found = [v2_bar * w2 / w1, v2_bar * v1, v2_bar * w2, v2_bar, 1.0, 1.0]
    return [(*row[:2], adjoint) for row, adjoint in zip(table, found, strict=True)]


@check.mistake("adjoints")
def adjoints_and_seeds(w1, w2, wrt):
    table = adjoints(w1, w2, wrt)
    table[wrt == "w1"] = (*table[wrt == "w1"][:2], 0.0)
    return table


@check.mistake
def rounded(w1, w2, wrt):
    return [(*row[:1], *np.round(row[1:], 3)) for row in right(w1, w2, wrt)]


@check.mistake("rounded")
def rounded_more(w1, w2, wrt):
    return [(*row[:1], *np.round(row[1:], 2)) for row in right(w1, w2, wrt)]


@check.mistake("rounded")
def rounded_less(w1, w2, wrt):
    return [(*row[:1], *np.round(row[1:], 4)) for row in right(w1, w2, wrt)]


@check.mistake
def dual_returned(w1, w2, wrt):
    return [(name, Dual(value, tangent), tangent) for name, value, tangent in right(w1, w2, wrt)]


@check.mistake("rows")
def rows_of_pairs(w1, w2, wrt):
    return [(name, (value, tangent)) for name, value, tangent in right(w1, w2, wrt)]
