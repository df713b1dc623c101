"""Which mistake does the course of a run show, where the cotangent is wrong?

A run is told by its vjps, (step, activation, cotangent) each: step i is to be reversed at x_i, with
the cotangent of x_{i+1}. The driver tells an activation by its number, a cotangent by −2 minus the
number of its activation, and what it does not know by −1.
"""

from __future__ import annotations

UNKNOWN = -1


def cotangent(i: int) -> int:
    """Return how the cotangent of x_i is told."""
    return -2 - i


def mistake(run: list[tuple[int, int, int]], returned: int, n: int, every: int, own: str) -> str:
    """Return the hint for a run of n steps, or "".

    every: the length of a segment, 0 where there are none. own: the exercise.
    """
    steps = [i for i, _, _ in run]
    if 0 < returned <= n:
        return "result-returned"
    if any(x < UNKNOWN for _, x, _ in run):
        return "arguments-swapped"
    if set(steps) != set(range(n)):
        return _missing(set(range(n)) - set(steps), n, every)
    if len(steps) == n and steps != sorted(steps, reverse=True):
        return _order(steps, every)
    given = {i: g for i, _, g in run}
    if given[n - 1] == UNKNOWN:
        return "seed-ignored"
    if any(given[i] == cotangent(n) for i in range(n - 1)):
        return "cotangent-not-carried"
    at = [(i, x) for i, x, _ in run]
    if n < 2 or all(x == i for i, x in at):
        return ""
    if every:
        return _segments(at, every)
    if all(x == i + 1 for i, x in at):
        return "one-step-too-far" if own == "gradient_recompute_all" else "output-for-input"
    if all(x == max(i - 1, 0) for i, x in at):
        return "one-step-too-few" if own == "gradient_recompute_all" else ""
    if own == "gradient_recompute_all":
        return "input-overwritten" if UNKNOWN in dict(at).values() else "input-for-all"
    backwards = [x for _, x in at] == sorted(x for _, x in at) and len({x for _, x in at}) == n
    return "forwards-order" if backwards else "same-input"


def _missing(missing: set[int], n: int, every: int) -> str:
    """Return the hint for steps that were not reversed."""
    if missing == {0} and every != 1:
        return "first-step-left-out"
    if missing == {n - 1} and not every:
        return "last-step-left-out"
    if not every:
        return ""
    if missing == set(range(min(every, n))):
        return "first-segment-left-out"
    if missing == set(range((n - 1) // every * every, n)):
        return "short-segment-dropped"
    return "step-of-each-segment-left-out" if n % every == 0 else "short-segment-dropped"


def _order(steps: list[int], every: int) -> str:
    """Return the hint for steps that were all reversed, in another order."""
    if not every:
        return "forwards-order"
    starts = [i // every for i in steps]
    if starts == sorted(starts, reverse=True):
        return "steps-in-forward-order"
    return "segments-in-forward-order"


def _segments(at: list[tuple[int, int]], every: int) -> str:
    """Return the hint for activations at which steps were wrongly reversed, with checkpoints."""
    if all(x == i + 1 for i, x in at):
        return "output-for-input"
    if all(x == i // every * every for i, x in at):
        return "checkpoint-for-the-segment"
    return "another-start"
