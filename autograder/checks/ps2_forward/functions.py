"""Functions to differentiate, as text, and what is judged of the way they were called.

z ↦ z·z − c, again and again, stretches like 2ⁿ: rounding in one evaluation, and the step of any
difference quotient, are magnified together, and no quotient comes nearer than some 1e-8. Dual
numbers do the same few operations as the function itself and lose nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import Draw
from autograder.checks.compare import Difference, difference
from autograder.checks.ps2_forward.dual import is_dual

STEPS = 30
CALLED = {
    "unpacked": ("f was called with several arguments", "unpacked"),
    "swallowed": ("an error in f did not come out of `derivative`", "error-hidden"),
    "deep": ("f was called with Duals nested too deep", "level-kept"),
}


def iterated(c: float, steps: int = STEPS) -> str:
    """Return the source of f(x): z = x, then z = z·z − c so many times."""
    return (
        f"def f(x):\n    z = x\n    for _ in range({steps}):\n        z = z * z - {c}\n    return z"
    )


def parameter(draw: Draw) -> float:
    """Draw a c for which the orbits in [−1.9, 1.9] stay there and do not settle."""
    return round(draw.uniform(1.9, 1.99), 3)


def coupled(
    draw: Draw,
    m: int,
    n: int,
    constants: Sequence[int] = (),
    *,
    kind: str = "list",
    steps: int = STEPS,
    joined: bool = False,
) -> str:
    """Return the source of an f from n numbers, of size 2 at most, to m.

    Each output is the iterated map of a sum over all inputs, but for the constants, which are
    plain numbers. kind: "list" or "tuple" is returned. joined: f joins pieces of its
    list of inputs.
    """
    moving = [i for i in range(m) if i not in constants]
    lines = ["def f(x):", "    x = x[:1] + x[1:]" if joined else ""]
    for i in moving:
        factors = [round(draw.sign() * draw.uniform(0.4, 0.9) / n, 3) for _ in range(n)]
        lines.append(f"    z{i} = {' + '.join(f'x[{j}] * {a}' for j, a in enumerate(factors))}")
    lines.append(f"    for _ in range({steps}):" if moving else "")
    lines += [f"        z{i} = z{i} * z{i} - {parameter(draw)}" for i in moving]
    outputs = ", ".join(f"z{i}" if i in moving else "2.0" for i in range(m))
    lines.append(f"    return {kind}([{outputs}])")
    return "\n".join(lines)


def point(draw: Draw, n: int) -> np.ndarray:
    """Draw n numbers of either sign."""
    return np.array([draw.sign() * draw.uniform(0.5, 1.8) for _ in range(n)])


def holds_dual(value: Any) -> bool:
    """Whether there is a Dual in what `beside.told` says."""
    return is_dual(value) or (isinstance(value, list | tuple) and any(map(holds_dual, value)))


def judged(
    got: Any,
    want: Any,
    x: Any,
    *,
    levels: int = 1,
    hint: str = "not-at-a-dual",
    uncalled: str = "",
) -> Difference | None:
    """Say what is wrong with a derivative, or with the way to it: f is called with Duals at x.

    levels: of how many levels a Dual must be. hint: where f was called otherwise. uncalled: where
    it was not called at all, and the value is right nevertheless.
    """
    (value, calls), (right, right_calls) = got, want
    if isinstance(value, str) and value in CALLED:
        return Difference(*CALLED[value])
    if holds_dual(value):
        return Difference("a Dual where a number is asked", "dual-returned")
    found = difference(value, right, 1e-13, 0.0, True)
    at, result = np.asarray(x, dtype=float), np.asarray(right_calls[-1][2], dtype=float)
    beside = any(difference(here, at) for _, here, _ in calls)
    came = [y for depth, _, y in calls if depth >= levels]
    if found is None:  # then it is a Dual of theirs that carried it
        came = [y for y in came if difference(y, result) is None]
    if found is None and not calls and uncalled:
        return Difference("f was not called", uncalled)
    if beside or (not came and (calls or found is None)):
        return Difference("f was called with numbers only, or beside x", hint)
    return found
