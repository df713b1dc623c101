"""When is which activation of a chain stored, and what does reversing the chain then cost?

A chain is a list of steps (forward, vjp) with forward(x) → y and vjp(x, g) → cotangent of x.  A
schedule is a list of actions on it: ("store", i) keeps x_i, ("free", i) drops it, ("advance", i, j)
computes x_j from x_i, ("reverse", i) applies the vjp of step i, at x_i.
"""

import functools
import itertools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

Step = tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]
Action = tuple[Any, ...]


class Cost(NamedTuple):
    """Forward steps executed in all, and the most activations stored at a time, the input's too."""

    forward_steps: int
    peak: int


def store_all(n: int) -> list[Action]:
    """Every x_i is stored on the way: n − 1 forward steps, n activations."""
    return _segment(0, n)


def recompute_all(n: int) -> list[Action]:
    """Only x_0 is stored: n(n − 1)/2 forward steps, 1 activation."""
    return [("store", 0), *_split(0, n, 0, min), ("free", 0)]


def uniform(n: int, every: int) -> list[Action]:
    """Every `every`-th activation is stored, then segment by segment all (Chen et al. 2016).

    n ≥ 1 steps; 1 ≤ every ≤ n, and √n stores least.  Returns the actions that `run` carries out.
    """
    if every < 1:
        raise ValueError(f"every is at least 1, not {every}")
    starts = list(range(0, n, every))
    actions: list[Action] = [("store", 0)]
    for one, other in itertools.pairwise(starts):
        actions += [("advance", one, other), ("store", other)]
    for start in reversed(starts):
        stop = min(start + every, n)
        actions += _segment(start, stop, stored=True)
    return actions


def recursive(n: int) -> list[Action]:
    """Halves: store the middle, reverse the second half, then the first.

    About log₂ n activations and (n/2) log₂ n forward steps.
    """
    return [("store", 0), *_split(0, n, None, lambda length, _: (length + 1) // 2), ("free", 0)]


def binomial(n: int, snapshots: int) -> list[Action]:
    """The fewest forward steps for n steps with at most `snapshots` ≥ 1 activations stored.

    Revolve (Griewank and Walther 2000); the splits here come from the recurrence for the optimum.
    """
    if snapshots < 1:
        raise ValueError(f"the input itself needs one snapshot, not {snapshots}")
    return [("store", 0), *_split(0, n, snapshots - 1, _best_split), ("free", 0)]


def binomial_steps(snapshots: int, repeats: int) -> int:
    """The longest chain that `snapshots` activations and `repeats` runs of each step reverse.

    C(s + r, s), the runs before a step's reversal counted (Griewank and Walther 2000).
    """
    return math.comb(snapshots + repeats, snapshots)


def cost(schedule: list[Action]) -> Cost:
    """What a schedule costs, read off its actions."""
    steps, live, peak = 0, 0, 0
    for name, *where in schedule:
        if name == "advance":
            steps += where[1] - where[0]
        elif name == "store":
            live += 1
            peak = max(peak, live)
        elif name == "free":
            live -= 1
    return Cost(steps, peak)


def run(schedule: list[Action], chain: list[Step], x: Any, g: Any) -> tuple[Any, Cost]:
    """x̄ for the cotangent g of the chain's result at x, and the work and storage that it took.

    schedule: actions of `uniform`, `recursive` or `binomial` for n steps.  chain: n pairs of a step
    x ↦ y and its pullback (x, ȳ) ↦ x̄.  x̄ has the shape of x; the cost is counted, not timed.
    """
    stored: dict[int, Any] = {}
    current: dict[int, Any] = {0: x}
    steps, peak = 0, 0
    for name, *where in schedule:
        i = where[0]
        if name == "store":
            stored[i] = current[i]
            peak = max(peak, len(stored))
        elif name == "free":
            del stored[i]
        elif name == "advance":
            y = stored[i]
            for k in range(i, where[1]):
                y = chain[k][0](y)
                steps += 1
            current = {where[1]: y}
        else:
            g = chain[i][1](stored[i] if i in stored else current[i], g)
    return g, Cost(steps, peak)


def _segment(start: int, stop: int, stored: bool = False) -> list[Action]:
    """Store everything from start to stop, and reverse it."""
    actions: list[Action] = [] if stored else [("store", start)]
    for i in range(start + 1, stop):
        actions += [("advance", i - 1, i), ("store", i)]
    for i in reversed(range(start, stop)):
        actions += [("reverse", i), ("free", i)]
    return actions


def _split(start: int, stop: int, free: int | None, choose: Callable[..., int]) -> list[Action]:
    """Reverse the steps from start, which is stored, to stop, with `free` more snapshots."""
    actions: list[Action] = []
    todo: list[Any] = [(start, stop, free)]
    while todo:
        job = todo.pop()
        if job[0] == "free":
            actions.append(job)
            continue
        one, other, left = job
        if left == 0 or other - one == 1:
            for i in reversed(range(one, other)):
                actions += [("advance", one, i), ("reverse", i)] if i > one else [("reverse", i)]
        elif other - one > 1:
            middle = one + choose(other - one, left)
            actions += [("advance", one, middle), ("store", middle)]
            less = None if left is None else left - 1
            todo += [(one, middle, left), ("free", middle), (middle, other, less)]
    return actions


@functools.cache
def _best_split(length: int, free: int) -> int:
    """Where the first part of a chain ends so that the forward steps are fewest."""
    costs = ((_work(k, free) + k + _work(length - k, free - 1), k) for k in range(1, length))
    return min(costs)[1]


def _work(length: int, free: int) -> int:
    """The fewest forward steps for a chain of this length with `free` snapshots besides its input.

    With s = free + 1 and r the repeats that C(s + r, s) ≥ length needs, the work is
    r·length − C(s + r, r − 1) (Griewank and Walther 2000; tested against the recurrence).
    """
    if length <= 1:
        return 0
    s, r = free + 1, 0
    while binomial_steps(s, r) < length:
        r += 1
    return r * length - math.comb(s + r, r - 1)
