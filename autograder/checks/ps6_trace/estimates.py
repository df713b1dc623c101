"""What is wrong with an estimate of a trace, as the products show that were asked for it?"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.compare import Difference, difference, is_single
from autograder.checks.ps6_trace import probes
from autograder.checks.ps6_trace.probes import Products


def summed_up(q):
    return float(np.mean(q)), float(np.std(q, ddof=1) / np.sqrt(len(q)))


def without_far(q, times):
    """Return the numbers of q that are within so many deviations of the mean."""
    return q[np.abs(q - q.mean()) <= times * q.std(ddof=1)] if len(q) > 2 else q


def running(q):
    """Return sums of squared distances from the mean before each number, and from that after it."""
    after = np.cumsum(q) / np.arange(1, len(q) + 1)
    old = np.sum((q[1:] - after[:-1]) ** 2)
    return old, old + q[0] ** 2, np.sum((q - after) ** 2)


# Where numbers far from the mean are left out, they are so many deviations away.
FAR = (1.5, 2.0, 2.5, 3.0)


class Seen:
    """What was asked in one call: the probes V as rows, the products W, and q_i = v_iᵀAv_i."""

    def __init__(self, products: Products, n: int) -> None:
        self.V = np.array(products.asked).reshape(-1, n)
        self.W = self.V @ products.A.T
        self.q = np.sum(self.V * self.W, axis=1)
        self.size = float(np.max(np.abs(self.V) @ np.abs(products.A) * np.abs(self.V), initial=0.0))
        self.size *= n

    def near(self, got: Any, want: float, rtol: float = 1e-11) -> bool:
        """Whether a number is that one, up to rounding in the products."""
        return difference(got, float(want), rtol, 1e-13 * self.size) is None

    def ways(self, m: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return probes and their vᵀAv, as an answer may have taken them from what it asked.

        An answer may scale after the product, n vᵀAv / vᵀv, and so make the length √n.
        """
        with np.errstate(all="ignore"):
            lengths = np.linalg.norm(self.V, axis=1)
            unit = np.sqrt(self.V.shape[1]) * self.V / lengths[:, None]
            scaled = self.V.shape[1] * self.q / lengths**2
        whole = [(self.V, self.q), (unit, scaled)]
        if len(self.q) == m:
            return whole
        return [*whole, (self.V[-m:], self.q[-m:]), (self.V[:m], self.q[:m])]


def way_of(seen: Seen, got: Any, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Return probes and vᵀAv of which the estimate is the mean; else all that was asked."""
    ways = seen.ways(m)
    return next((way for way in ways if seen.near(got[0], way[1].mean())), ways[0])


def estimate_off(seen: Seen, got: Any, A: np.ndarray, m: int) -> Difference | None:
    """Say what is wrong with an estimate."""
    if seen.q.size == 0:
        return Difference("no product with the matrix was asked", "no-products")
    _, q = way_of(seen, got, m)
    found = difference(got[0], float(q.mean()), 1e-11, 1e-13 * seen.size)
    if found is None or found.hint not in ("wrong-value", "whole-numbers", "nearly-right"):
        return found
    V, W, q, n = seen.V, seen.W, seen.q, seen.V.shape[1]
    named = {
        "sum-for-mean": [q.sum()],
        "divided-by-n": [q.mean() / n, W.mean(axis=1).mean() / n, q.sum() / n],
        "median-for-mean": [np.median(q)],
        "one-less": [q.sum() / (m - 1)],
        "one-probe-only": [q[0], q[-1], q[0] / m, q[-1] / m],
        "sizes-of-products": [np.abs(q).mean(), np.linalg.norm(W, axis=1).mean()],
        "product-squared": [(W * W).sum(axis=1).mean()],
        "probe-missing": [W.sum(axis=1).mean(), W.sum(axis=1).sum(), W.mean()],
        "rayleigh-quotient": [(q / (V * V).sum(axis=1)).mean()],
        "mean-of-the-probes": [V.mean(axis=0) @ W.mean(axis=0), V.sum(axis=0) @ W.sum(axis=0)],
        "left-out": [without_far(q, k).mean() for k in FAR],
        "truncated": [np.trunc(q).mean()],
        "two-different-probes": [np.mean(V[1:] * W[:-1]) * n, np.mean(V[:-1] * W[1:]) * n],
    }
    named["two-different-probes"] += [np.mean(np.roll(V, k, axis=0) * W) * n for k in (1, -1)]
    for hint, values in named.items():
        if any(seen.near(got[0], value, 1e-9) for value in values):
            return Difference(found.message, hint, found.got, found.want)
    if seen.near(got[0], q.mean(), 1e-5):
        return Difference(found.message, "single-precision", found.got, found.want)
    # For independent v and v' the mean of vᵀAv' is 0, with a standard error of ‖A‖/√m.
    if abs(float(np.asarray(got[0]))) < 7.0 * np.linalg.norm(A) / np.sqrt(m) < abs(np.trace(A)) / 2:
        return Difference(found.message, "two-different-probes", found.got, found.want)
    return Difference(found.message, "another-mean", found.got, found.want)


def error_off(seen: Seen, got: Any, m: int) -> Difference | None:
    """Say what is wrong with a standard error."""
    if seen.q.size < 2:
        return Difference("fewer than two products with the matrix were asked", "no-products")
    _, q = way_of(seen, got, m)
    want = summed_up(q)[1]
    found = difference(got[1], want, 1e-9, 1e-12 * seen.size)
    if found is None or found.hint in ("wrong-type", "wrong-shape", "returned-nothing"):
        return found
    m = len(q)
    s, population = np.std(q, ddof=1), np.std(q)
    named = {
        "population-deviation": [population / np.sqrt(m)],
        "divided-by-m": [s / m, population / m],
        "not-divided": [s, population],
        "variance-for-deviation": [s**2, population**2, s**2 / m, population**2 / m],
        "divided-twice-by-m-1": [s / np.sqrt(m - 1), population / m * np.sqrt(m / (m - 1)) / m],
        "interval": [1.96 * want, 2.0 * want, 3.0 * want],
        "multiplied": [s * np.sqrt(m), population * np.sqrt(m)],
        "n-for-m": [s / np.sqrt(seen.V.shape[1]), population / np.sqrt(seen.V.shape[1])],
        "absolute-deviation": [np.mean(np.abs(q - q.mean())) / np.sqrt(m)],
        "relative": [want / abs(q.mean())],
        "left-out": [summed_up(without_far(q, k))[1] for k in FAR],
        "truncated": [summed_up(np.trunc(q))[1]],
        "running-mean": [np.sqrt(v / (m - k)) / np.sqrt(m) for v in running(q) for k in (0, 1)],
    }
    named["variance-for-deviation"] += [s**2 / np.sqrt(m), population**2 / np.sqrt(m)]
    hints = [
        hint
        for hint, values in named.items()
        if any(difference(got[1], float(v), 1e-9, 1e-12 * seen.size) is None for v in values)
    ]
    if hints:  # two probes do not tell m from 2, nor m - 1 from 1: other cases do
        hint = hints[0] if len(hints) == 1 else "wrong-value"
        return Difference(found.message, hint, found.got, found.want)
    if is_single(got[1]):
        return Difference(found.message, "single-precision", found.got, found.want)
    if s < 1e-4 * abs(q.mean()):
        return Difference(found.message, "cancellation", found.got, found.want)
    return Difference(found.message, "another-error", found.got, found.want)


def judge(
    got: Any, want: Any, judged: str, n: int, m: int, seed: int, *calls: Products
) -> Difference | None:
    """Say what is wrong with (estimate, standard error), or with how they came about."""
    values, moved = got
    seen = [Seen(call, n) for call in calls]
    A = calls[0].A
    if judged == "randomness":
        if min(len(one.V) for one in seen) == 0:
            return Difference("no product with the matrix was asked", "no-products")
        return probes.same_randomness([one.V for one in seen], moved)
    (pair,), (seen_once,) = values, seen
    form = difference(pair, (0.0, 0.0), atol=np.inf)
    if form is not None and form.hint != "not-finite":
        return Difference(form.message, "not-a-pair" if form.hint != "raised" else form.hint)
    if judged == "estimate":
        return estimate_off(seen_once, pair, A, m)
    if judged == "error":
        return error_off(seen_once, pair, m)
    if judged == "products":
        return asked_off(seen_once, m)
    return estimate_off(seen_once, pair, A, m) or probes_off(seen_once, pair, A, m)


def asked_off(seen: Seen, m: int) -> Difference | None:
    """Say where not m products were asked, each of a probe of its own."""
    came = len(seen.V)
    if came > m:
        return Difference(f"{came} products where {m} are asked", "too-many-products")
    if came < m:
        return Difference(f"{came} products where {m} are asked", "too-few-products")
    if probes.one_entry(seen.V):
        return Difference("a probe has one entry that is not 0", "unit-vectors")
    if probes.reused(seen.V):
        return Difference("a probe was used twice", "one-probe-reused")
    if probes.orthogonal(seen.V):
        return Difference("each probe is orthogonal to the one before", "orthogonal-probes")
    return None


def probes_off(seen: Seen, got: Any, A: np.ndarray, m: int) -> Difference | None:
    """Say where the probes are not right ones, or the estimate is too far off the trace."""
    V, q = way_of(seen, got, m)
    found = probes.off(V)
    if found is not None:
        return found
    S = probes.symmetric(A)
    if abs(q.mean() - np.trace(A)) > probes.bound(S, len(q)):
        return Difference("the mean of the products is far from the trace", "scaled-probes")
    return None
