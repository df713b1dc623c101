"""What is an estimate of the trace of a Hessian, judged by theory?"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Any

import numpy as np

from autograder import reference
from autograder.checks.compare import Difference, difference
from autograder.checks.ps6_trace import beside
from autograder.checks.ps6_trace.probes import (
    blocks_bound,
    bound,
    deviations,
    same_randomness,
    symmetric,
)

# So many probes make a standard error that theory can judge; `FACTOR` is what it may be off.
MANY = 400
FACTOR = 4.0
SEEN = {
    "large": ("an array of n² numbers or more was made", "forms-hessian"),
    "often": ("f was evaluated for each entry of x", "forms-hessian"),
    "twice": ("f was evaluated more often than there are probes", "too-many-products"),
}


class Theory:
    """What is known of a case: the Hessian S, the gradient g, the trace and how far one may be."""

    def __init__(self, name: str, A: np.ndarray, x: np.ndarray, probes: int) -> None:
        f = beside.function(np, name, A)
        if name == "pairs":
            first = np.arange(x.size) % 2 == 0.0
            tangent = [
                reference.jvp(reference.grad(f), (x,), (1.0 * e,))[1] for e in (first, ~first)
            ]
            self.S = np.zeros((0, 0))
            a, b, d = tangent[0][first], tangent[0][~first], tangent[1][~first]
            self.trace, self.bound = float(np.sum(a + d)), blocks_bound(a, b, d, probes)
        else:
            self.S = symmetric(np.asarray(reference.hessian(f)(x)).reshape(x.size, x.size))
            self.trace, self.bound = float(np.trace(self.S)), bound(self.S, probes)
        g = np.ravel(np.asarray(reference.grad(f)(x)))
        zero = 0.0 * x
        # Where rows come first in one place and columns in another.
        order = np.arange(x.size).reshape(x.shape, order="F").ravel()
        mixed = name == "quadratic" and x.ndim > 1
        self.mixed = float(self.S[order, np.arange(x.size)].sum()) if mixed else np.inf
        # The mean of vᵀH(v)x for signs: of all functions here one has a Hessian that is not even.
        self.exchanged = 0.0
        if name == "ripples":
            ends = [np.diag(np.asarray(reference.hessian(f)(zero + end))) for end in (1.0, -1.0)]
            self.exchanged = 0.5 * float((ends[0] - ends[1]) @ x)
        named: dict[str, list[float]] = {
            "all-entries": [float(self.S.sum())],
            "squared-gradient": [float(g @ g)],
        }
        axes = range(x.ndim)
        named["signs-shared"] = [
            shared(self.S, x.shape, kept)
            for k in range(1, x.ndim)
            for kept in itertools.combinations(axes, k)
            if self.S.size
        ]
        if name == "waves":
            moved = [np.asarray(reference.hessian(f)(y)) for y in (zero, zero + 1.0)]
            named["another-point"] = [float(np.trace(H.reshape(x.size, -1))) for H in moved]
        if name == "ripples":
            named["difference-quotient"] = [float(np.trace(A))]
            single = np.asarray(reference.hessian(f)(zero + 1.0))
            named["single-precision"] = [float(np.trace(single.reshape(x.size, -1)))]
        lengths = [
            np.prod([x.shape[i] for i in which])
            for k in range(1, x.ndim)
            for which in itertools.combinations(axes, k)
        ]
        self.shortened = [float(length) for length in lengths]
        self.named = named

    def near(self, value: float, want: float | None = None) -> bool:
        """Whether an estimate may be one of the trace, or of another number."""
        return abs(value - (self.trace if want is None else want)) <= self.bound


def shared(S: np.ndarray, shape: tuple[int, ...], kept: tuple[int, ...]) -> float:
    """Return the mean of vᵀSv for signs that are the same along all axes that are not kept."""
    places = np.indices(shape).reshape(len(shape), -1)[list(kept)]
    return float(S[(places[:, :, None] == places[:, None, :]).all(axis=0)].sum())


@lru_cache(64)
def theory_of(name: str, A: bytes, rows: int, x: bytes, shape: tuple[int, ...], m: int) -> Theory:
    """Return the theory of a case, whose arrays come as bytes."""
    matrix = np.frombuffer(A).reshape((rows, -1) if name != "pairs" else (-1,))
    return Theory(name, matrix, np.frombuffer(x).reshape(shape), m)


def judge(
    got: Any, want: Any, judged: str, name: str, A: Any, x: Any, m: int, seed: int, times: int
) -> Difference | None:
    """Say what is wrong with (estimate, standard error), or with where the randomness is from."""
    if isinstance(got[0], str):
        return seen_off(*got, name=name, A=A, x=x)
    values, moved = got
    for pair in values:
        form = difference(pair, (0.0, 0.0), atol=np.inf)
        if form is not None:
            return form if form.hint == "not-finite" else Difference(form.message, "not-a-pair")
    estimates = [np.array([float(np.asarray(v)) for v in pair]) for pair in values]
    if judged == "randomness":
        theory = theory_of(name, A.tobytes(), len(A), x.tobytes(), x.shape, m)
        if not all(theory.near(value) for value, _ in estimates):
            return Difference("judged where the estimates are right", "wrong-value")
        return same_randomness([np.round(e, 9) for e in estimates], moved)
    theory = theory_of(name, A.tobytes(), len(A), x.tobytes(), x.shape, m)
    value, error = estimates[0]
    if not theory.near(value):
        far = abs(value - theory.trace) / theory.bound if theory.bound else np.inf
        hint = estimate_hint(theory, name, value, error, m, x.size)
        return Difference(f"{far:.1g} times as far from the trace as it may be", hint)
    if judged == "exact" and x.size > 1 and error < 1e-9 * theory.bound:
        return Difference("the standard error is 0, and the estimate not one", "exact-trace")
    if judged == "error":
        return error_off(theory, value, error, m, x.size)
    return None


def seen_off(word: str, *short: Any, name: str, A: Any, x: Any) -> Difference:
    """Say what a long x showed; the hint is that of the short one's estimate where it is wrong."""
    message, hint = SEEN[word]
    if short and difference(short[0], (0.0, 0.0), atol=np.inf) is None:
        A, x, m = A[: beside.SHORT // 2], x[: beside.SHORT], beside.PROBES
        theory = theory_of(name, A.tobytes(), len(A), x.tobytes(), x.shape, m)
        value, error = (float(np.asarray(v)) for v in short[0])
        if not theory.near(value):
            hint = estimate_hint(theory, name, value, error, m, x.size)
    return Difference(message, hint)


def estimate_hint(theory: Theory, name: str, value: float, error: float, m: int, n: int) -> str:
    """Return the hint for an estimate that is too far from the trace."""
    scaled = {
        "sum-for-mean": value / m,
        "uniform-probes": 3.0 * value,
        "divided-by-n": n * value,
        "half-missing": 2.0 * value,
    }
    if abs(value - theory.mixed) <= 4.0 * error > 2.8 * min(deviations(theory.S)) / np.sqrt(m):
        return "orders-mixed"  # with the error of such probes, which a third of the trace has not
    if abs(value - theory.named["squared-gradient"][0]) <= 4.0 * error:
        return "squared-gradient"
    # The bound is one for the trace; a factor makes it wider.
    for hint, changed in scaled.items():
        if abs(changed - theory.trace) <= theory.bound * min(1.0, abs(changed / (value or 1.0))):
            return hint
    if abs(0.5 * value - theory.trace) <= theory.bound / 2:
        return "half-missing"
    if abs(value - theory.exchanged) <= theory.bound / 3 < abs(theory.trace) / 3:
        return "gradient-only"
    for hint, values in theory.named.items():
        if any(theory.near(value, other) for other in values):
            return hint
    if any(abs(k * value - theory.trace) <= theory.bound for k in theory.shortened):
        return "mean-over-an-axis"
    if abs(value) <= theory.bound / 2:
        return "gradient-only"
    return "difference-quotient" if name == "ripples" else "another-estimate"


def error_off(theory: Theory, value: float, error: float, m: int, n: int) -> Difference | None:
    """Say where a standard error is not what theory says."""
    sizes = [one / np.sqrt(m) for one in deviations(theory.S)]
    low, high = min(sizes) / FACTOR, max(sizes) * FACTOR

    def within(value: float) -> bool:
        return low <= value <= high

    if within(error):
        return None
    if error < 1e-9 * low:
        return Difference("the standard error is 0, and the estimate not exact", "exact-trace")
    tried = {
        "divided-by-m": error * np.sqrt(m),
        "not-divided": error / np.sqrt(m),
        "variance-for-deviation": np.sqrt(abs(error) / m),
    }
    message = f"{error / np.sqrt(low * high):.1g} times as large as theory says"
    for hint, changed in tried.items():
        if within(changed):
            return Difference(message, hint)
    if within(np.sqrt(abs(error))):
        return Difference(message, "variance-for-deviation")
    return Difference(message, "another-error")
