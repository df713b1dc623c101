"""Forward mode needs n passes for the Jacobian, reverse mode m: the fewer, and forward in a tie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.checks import Draw, Exercise
from autograder.checks.compare import Difference, difference


def right(n, m):
    return "forward" if n <= m else "reverse"


def judge(got: Any, want: str, *_: Any) -> Difference | None:
    """Compare names, and say where something else than one of the two was returned."""
    found = difference(got, want)
    if found is None or got is None or (isinstance(got, str) and got in ("forward", "reverse")):
        return found
    return Difference("none of the two names", "other-words")


check = Exercise(__name__, right, judge=judge)


@check.part("one output, or one input, and all between", 1, otherwise="not-compared")
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    few, many = int(draw.rng.integers(2, 9)), int(draw.rng.integers(20, 10**6))
    for n, m in (1, many), (many, 1), (few, many), (many, few), (few, few + 1), (few + 1, few):
        yield n, m
    for n in 1, few, many:
        yield n, n


check.mistake("swapped")(lambda n, m: "reverse" if n <= m else "forward")
check.mistake("swapped")(lambda n, m: "reverse" if n < m else "forward")
check.mistake("tie")(lambda n, m: "forward" if n < m else "reverse")
check.mistake("tie")(lambda n, m: "reverse" if m == 1 else right(n, m))
check.mistake("tie")(lambda n, m: "reverse" if n == m > 1 else right(n, m))
check.mistake("always-reverse")(lambda n, m: "reverse")
check.mistake("always-forward")(lambda n, m: "forward")
check.mistake("one-output-only")(lambda n, m: "reverse" if m == 1 and n > 1 else "forward")
check.mistake("one-output-only")(lambda n, m: "reverse" if m == 1 else "forward")
check.mistake("one-input-only")(lambda n, m: "forward" if n == 1 else "reverse")
check.mistake("other-words")(lambda n, m: "Forward" if n <= m else "Reverse")
check.mistake("other-words")(lambda n, m: "backward" if n > m else "forward")
check.mistake("other-words")(lambda n, m: right(n, m) if n != m else "either")
check.mistake("other-words")(lambda n, m: n <= m)
for factor in 2, 3, 4, 5, 10, 100:
    check.mistake("margin")(lambda n, m, f=factor: "reverse" if n > f * m else "forward")
    check.mistake("margin")(lambda n, m, f=factor: "forward" if f * n <= m else "reverse")
for limit in 10, 100, 1000:
    check.mistake("not-compared")(lambda n, m, c=limit: "reverse" if n * m > c else "forward")
