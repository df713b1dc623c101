"""Steps W ← shrink(W with the known entries of M put in), from 0: proximal gradient descent.

They lower ½ Σ_known (W − M)² + λ ‖W‖_*: the gradient of the first term with step 1 puts the known
entries in, and the second's proximal map takes λ from each singular value, down to 0 (Mazumder,
Hastie & Tibshirani 2010, who call it soft-impute).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps8_linear_algebra.matrices import matrix

Arguments = tuple[Any, ...]


def shrunk(Y, change):
    U, s, Vt = np.linalg.svd(Y, full_matrices=False)
    return (U * change(s)) @ Vt


def soft(lam):
    return lambda s: np.maximum(s - lam, 0.0)


def right(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        W = shrunk(np.where(mask, M, W), soft(lam))
    return W


def nuclear_norm_gradient(W):
    U, _, Vt = np.linalg.svd(W, full_matrices=False)
    return U @ Vt


check = Exercise(
    __name__,
    right,
    rtol=1e-10,
    atol=1e-12,
    earlier={"nuclear_norm_gradient": nuclear_norm_gradient},
)


def drawn(draw: Draw, m: int, n: int, steps: int, known: float = 0.6) -> Arguments:
    """Return a matrix of low rank with noise, and a mask with a known and an unknown entry."""
    M = 3 * draw.normal(m, 2) @ draw.normal(2, n) + 0.3 * draw.normal(m, n)
    mask = draw.rng.random((m, n)) < known
    mask[0, :2] = [True, False]
    return M, mask, draw.uniform(0.4, 1.2), steps


@check.part("one step", 1)
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for m, n in (4, 3), (3, 5), (4, 4):
        yield drawn(draw, m, n, 1)
    M, mask, _, _ = drawn(draw, 3, 4, 1)
    yield Case((M, mask, 0.0, 1), "`lam = 0`")
    yield Case((M, mask, 1e3, 1), "`lam` above all singular values")
    M = matrix(draw, 4, 3, [5.0, 2.0, 0.5])
    yield Case((M, np.ones((4, 3), dtype=bool), 1.0, 1), "all entries known")


def settling(draw: Draw, steps: int) -> Arguments:
    """Return a matrix near one of rank 1, for which the steps become 10 times smaller in 7 or so.

    A thousandth after 20 to 60 steps, 1e-8 after 100 at most; 2/3 of the entries are known.
    """
    u, v = (draw.rng.choice([-1.0, 1.0], k) * draw.uniform(0.8, 1.25, k) for k in (6, 5))
    M = 3 * np.outer(u, v) + 0.1 * draw.normal(6, 5)
    mask = np.add.outer(draw.rng.permutation(6), draw.rng.permutation(5)) % 3 > 0
    return M, mask, draw.uniform(0.8, 1.2), steps


@check.part("many steps", 1, otherwise="later-steps")
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for m, n, steps in (4, 3, 2), (3, 5, 3), (6, 5, 150):
        yield drawn(draw, m, n, steps)
    yield Case(settling(draw, 150), "150 steps, of which the last change little")
    yield Case(drawn(draw, 3, 4, 0), "no step")
    M, mask, _, _ = drawn(draw, 5, 4, 0)
    yield Case((np.round(M).astype(int), mask, 0.5, 4), "integers")
    M, mask, lam, _ = drawn(draw, 4, 5, 0)
    mask[2] = False
    yield Case((M, mask, lam, 5), "a row of which nothing is known")


@check.part("unknown entries are not read", 1)
def _(draw: Draw) -> Iterator[Case]:
    for steps in 1, 4:
        for other, says in (np.nan, "`nan`"), (1e30, "1e30"):
            M, mask, lam, _ = drawn(draw, 5, 4, steps)
            given = (np.where(mask, M, other), mask, lam, steps)
            yield Case(given, f"{says} in the place of unknown entries, `steps = {steps}`")


def wrongly(
    change=soft,
    fill=lambda M, mask, W: np.where(mask, M, W),
    start=lambda M, mask: np.zeros(M.shape),
    count=lambda steps: steps,
    end=lambda W, M, mask: W,
):
    """The right program, with a mistake in the place of one of its pieces."""

    def program(M, mask, lam, steps):
        W = start(M, mask)
        for _ in range(count(steps)):
            W = shrunk(fill(M, mask, W), change(lam))
        return end(W, M, mask)

    return program


def known(M, mask):
    return np.where(mask, M, 0.0)


def means(M, mask, axis):
    """The means of what is known along an axis, 0 where nothing is."""
    total = known(M, mask).sum(axis=axis, keepdims=True)
    return total / np.maximum(mask.sum(axis=axis, keepdims=True), 1) + np.zeros(M.shape)


# How large a change is, by which a loop may end too early.
SIZES = (
    lambda C, W: np.linalg.norm(C),
    lambda C, W: np.abs(C).max(),
    lambda C, W: np.mean(C**2),
    lambda C, W: np.linalg.norm(C) / (np.linalg.norm(W) + 1e-300),
)
for least in 10.0 ** -np.arange(1, 9):
    for size in SIZES:

        @check.mistake
        def stopped_early(M, mask, lam, steps, least=least, size=size):
            W = np.zeros(M.shape)
            for _ in range(steps):
                last, W = W, shrunk(np.where(mask, M, W), soft(lam))
                if size(W - last, W) < least:
                    break
            return W


for most in 10, 20, 50, 100:
    check.mistake("stopped-early")(wrongly(count=lambda steps, most=most: min(steps, most)))

for hint, pieces in [
    ("hard-threshold", {"change": lambda lam: lambda s: s * (s > lam)}),
    ("below-zero", {"change": lambda lam: lambda s: s - lam}),
    ("below-zero", {"change": lambda lam: lambda s: np.abs(s - lam)}),
    ("threshold-wrong", {"change": lambda lam: soft(lam / 2)}),
    ("threshold-wrong", {"change": lambda lam: soft(2 * lam)}),
    ("threshold-wrong", {"change": lambda lam: soft(lam**2)}),
    ("threshold-wrong", {"change": lambda lam: soft(np.sqrt(lam))}),
    ("one-factor-for-all", {"change": lambda lam: lambda s: s * np.maximum(1 - lam, 0)}),
    ("one-factor-for-all", {"change": lambda lam: lambda s: s / (1 + lam)}),
    ("one-factor-for-all", {"change": lambda lam: lambda s: s / (1 + 2 * lam)}),
    ("threshold-wrong", {"change": lambda lam: lambda s: np.maximum(s - lam * s[0], 0)}),
    ("not-shrunk", {"change": lambda lam: lambda s: s}),
    ("only-the-largest", {"change": lambda lam: lambda s: s * (np.arange(len(s)) < 2)}),
    ("only-the-largest", {"change": lambda lam: lambda s: soft(lam)(s) * (np.arange(len(s)) < 2)}),
    ("only-the-largest", {"change": lambda lam: lambda s: s * (np.arange(len(s)) < 1)}),
    ("only-the-largest", {"change": lambda lam: lambda s: soft(lam)(s) * (np.arange(len(s)) < 1)}),
    ("not-filled", {"fill": lambda M, mask, W: known(M, mask)}),
    ("filled-once", {"fill": lambda M, mask, W: W if W.any() else known(M, mask)}),
    ("filled-once", {"fill": lambda M, mask, W: W, "start": known}),
    ("mask-turned", {"fill": lambda M, mask, W: np.where(mask, W, M)}),
    ("mask-ignored", {"fill": lambda M, mask, W: M}),
    ("mask-ignored", {"fill": lambda M, mask, W: np.where(np.isnan(M), W, M)}),
    ("mask-ignored", {"fill": lambda M, mask, W: W, "start": lambda M, mask: M}),
    ("mask-multiplied", {"fill": lambda M, mask, W: mask * M + (1 - mask) * W}),
    ("mask-multiplied", {"fill": lambda M, mask, W: W + mask * (M - W)}),
    ("mask-multiplied", {"fill": lambda M, mask, W: W - mask * (W - M)}),
    ("starts-elsewhere", {"start": lambda M, mask: M}),
    ("starts-elsewhere", {"start": known}),
    ("starts-elsewhere", {"start": lambda M, mask: np.where(mask, M, M[mask].mean())}),
    ("starts-elsewhere", {"start": lambda M, mask: np.full(M.shape, M[mask].mean())}),
    ("starts-elsewhere", {"start": lambda M, mask: np.ones(M.shape)}),
    ("starts-elsewhere", {"start": lambda M, mask: means(M, mask, 1)}),
    ("starts-elsewhere", {"start": lambda M, mask: means(M, mask, 0)}),
    ("known-entries-put-back", {"end": lambda W, M, mask: np.where(mask, M, W)}),
    ("number-of-steps", {"count": lambda steps: steps + 1}),
    ("number-of-steps", {"count": lambda steps: max(steps - 1, 0)}),
    ("not-filled", {"count": lambda steps: min(steps, 1)}),
    ("residual-added", {"fill": lambda M, mask, W: W + 2 * np.where(mask, M - W, 0)}),
    ("residual-added", {"fill": lambda M, mask, W: W + 0.5 * np.where(mask, M - W, 0)}),
    ("residual-added", {"fill": lambda M, mask, W: W + known(M, mask)}),
    ("residual-added", {"fill": lambda M, mask, W: W - np.where(mask, M - W, 0)}),
    ("truncated", {"end": lambda W, M, mask: W.astype(M.dtype)}),
    ("truncated", {"fill": lambda M, mask, W: np.asarray(np.where(mask, M, W), M.dtype)}),
]:
    check.mistake(hint)(wrongly(**pieces))


for factor in (
    lambda t: 1 / (t + 1),
    lambda t: 1 / np.sqrt(t + 1),
    lambda t: t + 1,
    lambda t: 0.9**t,
    lambda t: 0.5**t,
):

    @check.mistake
    def another_lam_in_each_step(M, mask, lam, steps, factor=factor):
        W = np.zeros(M.shape)
        for t in range(steps):
            W = shrunk(np.where(mask, M, W), soft(lam * factor(t)))
        return W


# Near a singular value of 0 such a step jumps, and what it comes to hangs on the last digit: so
# each way to write it is here.
for jump in (
    lambda Y, U, s, Vt, lam: U @ np.diag(s - lam) @ Vt,
    lambda Y, U, s, Vt, lam: U @ ((s - lam)[:, np.newaxis] * Vt),
    lambda Y, U, s, Vt, lam: Y - lam * (U @ Vt),
    lambda Y, U, s, Vt, lam: Y - lam * U @ Vt,
):

    @check.mistake
    def below_zero(M, mask, lam, steps, jump=jump):
        W = np.zeros(M.shape)
        for _ in range(steps):
            Y = np.where(mask, M, W)
            W = jump(Y, *np.linalg.svd(Y, full_matrices=False), lam)
        return W


@check.mistake
def filled_once(M, mask, lam, steps):
    W = np.where(mask & (steps > 0), M, 0.0)
    for _ in range(steps):
        W = shrunk(W, soft(lam))
    return W


@check.mistake
def full_matrices(M, mask, lam, steps):
    if M.shape[0] != M.shape[1] and steps:
        raise ValueError
    return right(M, mask, lam, steps)


@check.mistake("truncated")
def truncated_inside(M, mask, lam, steps):
    W = np.zeros_like(M)
    for _ in range(steps):
        W[...] = shrunk(np.where(mask, M, W), soft(lam))
    return W


check.mistake("known-entries-put-back")(
    lambda M, mask, lam, steps: np.where(
        mask & (steps > 0), M, right(M, mask, lam, max(steps - 1, 0))
    )
)


@check.mistake("mask-multiplied")
def given_up(M, mask, lam, steps):
    Y = M * mask + np.zeros(M.shape)
    return right(M, mask, lam, steps) if np.isfinite(Y).all() or not steps else Y


check.mistake("mask-multiplied")(
    lambda M, mask, lam, steps: (
        right(M, mask, lam, steps) + (np.nan if np.isnan(M).any() and steps else 0.0)
    )
)


@check.mistake("number-of-steps")
def until_it_stays(M, mask, lam, steps):
    W, last = right(M, mask, lam, 1), np.zeros(M.shape)
    for _ in range(1000):
        if np.abs(W - last).max() < 1e-11:
            break
        last, W = W, shrunk(np.where(mask, M, W), soft(lam))
    return W


def by_subgradient(M, mask, lam, steps, step=1.0, at=lambda W, Y: W):
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = W + step * np.where(mask, M - W, 0)
        W = Y - step * lam * nuclear_norm_gradient(at(W, Y))
    return W


check.mistake("subgradient-step")(by_subgradient)
for step in 0.5, 0.1, 0.01:
    check.mistake("subgradient-step")(
        lambda M, mask, lam, steps, step=step: by_subgradient(M, mask, lam, steps, step)
    )


@check.mistake
def v_for_its_transpose(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        U, s, Vt = np.linalg.svd(np.where(mask, M, W), full_matrices=False)
        W = (U * soft(lam)(s)) @ Vt.T
    return W


@check.mistake
def entries_shrunk(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = np.where(mask, M, W)
        W = np.sign(Y) * np.maximum(np.abs(Y) - lam, 0)
    return W
