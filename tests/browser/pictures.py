"""The pictures that move, as the chapters make them, from small runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.book.moving import (
    Cost,
    Measured,
    Quotient,
    Send,
    Stage,
    memory,
    show_maps,
    show_modes,
    show_quotients,
    two_walks,
)
from autograder.book.moving.player import Player
from autograder.reference import schedules, trace


def walks() -> Player:
    """The diamond of chapter 5."""
    parents = {"L": ("a", "b"), "a": ("v",), "b": ("v",), "v": ("x",), "x": ()}
    partial = {("a", "L"): 1.0, ("b", "L"): 1.0, ("v", "a"): 3.0, ("v", "b"): 5.0, ("x", "v"): 2.0}

    def send(adjoint: dict[str, float], node: str, parent: str) -> Send:
        sent = adjoint[node] * partial[parent, node]
        adjoint[parent] += sent
        return Send(node, parent, adjoint[node], sent, adjoint[parent])

    def depth_first(adjoint: dict[str, float], node: str) -> Iterator[Send]:
        for parent in parents[node]:
            yield send(adjoint, node, parent)
            yield from depth_first(adjoint, parent)

    def in_order(adjoint: dict[str, float]) -> Iterator[Send]:
        for node in "Labvx":
            for parent in parents[node]:
                yield send(adjoint, node, parent)

    deep, ordered = (defaultdict(float, {"L": 1.0}) for _ in range(2))
    return two_walks(
        partial, {"Depth first": [*depth_first(deep, "L")], "In order": [*in_order(ordered)]}
    )


def instructions(schedule: list[schedules.Action]) -> list[tuple[str, int]]:
    """A schedule of the reference module in the instructions of chapter 12."""
    plan = []
    for (name, i, *where), after in zip(schedule, [*schedule[1:], ("end",)], strict=True):
        if name == "advance":
            plan += [("load", i), ("run", where[0])]
        elif name == "store" and i > 0:
            plan.append(("store", i))
        elif name == "reverse":
            plan += [("take", i)] if after == ("free", i) else []
            plan.append(("reverse", i))
    return plan


SCHEDULES = {
    "Everything": schedules.store_all(16),
    "Nothing": schedules.recompute_all(16),
    "Every fourth": schedules.uniform(16, 4),
    "Binomial": schedules.binomial(16, 4),
}


def plans() -> Player:
    """The schedules of chapter 12."""
    return memory({name: instructions(schedule) for name, schedule in SCHEDULES.items()}, 16)


def cubic(x: Any) -> Any:
    return x - x**3 / 6


def recorded(h: float, back: float) -> Quotient:
    """A difference quotient of x − x³/6 at 1, and its error in exact arithmetic."""
    points = (1.0 - back, 1.0 + h)
    value = (cubic(points[1]) - cubic(points[0])) / (h + back)
    right, left = 1 + Fraction(h), 1 - Fraction(back)
    true = (cubic(right) - cubic(left)) / (right - left)
    slope = Fraction(1, 2)
    return Quotient(h, points, value, float(true - slope), float(Fraction(value) - true))


STEPS = [10.0 ** (-k / 2) for k in range(32, -1, -1)]
QUOTIENTS = {
    "One-sided": [recorded(h, 0.0) for h in STEPS],
    "Central": [recorded(h, h) for h in STEPS],
}


def quotients() -> Player:
    """Difference quotients as in chapter 2."""
    return show_quotients(cubic, 1.0, 0.5, QUOTIENTS, first=0.1, name="f")


def measured(n: int, m: int) -> Measured:
    """The counts of a small program, and times that are made up."""
    A, B = np.ones((8, n)), np.ones((m, 8))
    counts = trace(lambda x: B @ np.tanh(A @ x), np.ones(n)).counts()
    forward, reverse = (
        Cost(passes, passes * counts[mode].flops, 0.37 * passes)
        for mode, passes in (("forward", n), ("reverse", m))
    )
    return Measured(n, m, forward, reverse)


MODES = {f"{m} outputs": [measured(n, m) for n in (1, 3, 10, 30, 100)] for m in (2, 30)}


def modes() -> Player:
    """Jacobians as in chapter 6."""
    return show_modes(MODES)


TARGET = np.random.default_rng(1).normal(size=(6, 2))
STAGES = {
    name: [
        Stage(work, TARGET + np.random.default_rng(2).normal(size=(6, 2)) / work**power, 80 / work)
        for work in (1, 3, 10, 30, 100, 300)
    ]
    for name, power in (("Gradient descent", 1.0), ("Random search", 0.5))
}


def maps() -> Player:
    """A map as in chapter 1."""
    return show_maps([f"City {k}" for k in range(6)], TARGET, STAGES, left=["City 2"])


PICTURES: dict[str, Callable[[], Player]] = {
    "quotients": quotients,
    "walks": walks,
    "memory": plans,
    "modes": modes,
    "maps": maps,
}
