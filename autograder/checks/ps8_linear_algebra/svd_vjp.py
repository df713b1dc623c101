"""The vjp of the thin SVD W = U diag(s) Vᵀ (Townsend 2016), with F_ij = 1/(s_j² − s_i²), F_ii = 0.

W̄ = U [diag(s̄) + (F ∘ (UᵀŪ − ŪᵀU)) S + S (F ∘ (VᵀV̄ − V̄ᵀV))] Vᵀ
    + (I − UUᵀ) Ū S⁻¹ Vᵀ + U S⁻¹ V̄ᵀ (I − VVᵀ).

Singular vectors are determined up to a sign that u_i and v_i share. The adjoints belong to the
vectors that `np.linalg.svd` gives, and with distinct singular values W̄ is determined by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import difference
from autograder.checks.ps8_linear_algebra.gaps import (
    BOUNDED,
    bounded,
    eye,
    gaps,
    kept_below,
    plain_gaps,
    with_differences,
)
from autograder.checks.ps8_linear_algebra.matrices import (
    CUTS,
    SCALES,
    SIGNS,
    away_from_0,
    diagonal,
    graded,
    matrix,
    sized,
    svd,
)
from autograder.checks.ps8_linear_algebra.svd_rules import vjp_unscaled, wrongly
from autograder.reference.spectra import svd_vjp

Arguments = tuple[np.ndarray, ...]


def right(W, U_bar, s_bar, Vt_bar):
    c = sized(W)[0]  # squares of s/c stay in range, whatever the size of W
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return svd_vjp((U_bar / c, s_bar, Vt_bar / c), (U, s / c, Vt), W, vectors=True)


# Honest ways over 100 seeds come to 1e-13 at most; differences of order 2 to 8 over 8 to 6e-12
# at least for the vectors. Where two singular values are close, rounding is divided by their gap,
# and honest ways come to 2e-14 of that.
RTOL = 3e-12


# Singular values closer than this, as a share of the larger one, are the two of one case.
CLOSE = 1e-5


def judge(got, want, W, *bars):
    """Compare; where squares leave the range and the answer does too, or F was bounded, say so.

    For a W that is not square it may be another product that leaves the range.
    """
    s = np.linalg.svd(sized(W)[1], compute_uv=False)
    gap = np.min(-np.diff(s) / s[:-1], initial=1.0)
    found = difference(got, want, max(RTOL, 2e-13 / gap), double=True)
    if found is None:
        return None
    square = len(W) == len(W.T)
    if square and found.hint == "not-finite" and not 1e-150 < sized(W)[0] < 1e150:
        return replace(found, hint="squares-overflow")
    if gap < CLOSE and found.got is not None and np.isfinite(found.got).all():
        # The value is a line in the one large number of F: is the answer's on it, nearer to 0?
        low = wrongly(F=kept_below(0.1 / CLOSE))(W, *bars)
        along, size = want - low, np.abs(want).max()
        share = np.sum((found.got - low) * along) / np.sum(along * along)
        if np.abs(low + share * along - found.got).max() < 1e-7 * size and -1e-7 < share < 1:
            return replace(found, hint="F-bounded")
    return found


check = Exercise(__name__, right, judge=judge)


def drawn(draw: Draw, m: int, n: int, u: float = 1.0, s: float = 1.0, v: float = 1.0) -> Arguments:
    """Return W of shape (m, n) and cotangents, each with a factor."""
    k = min(m, n)
    return (
        matrix(draw, m, n),
        *(u * draw.normal(m, k), s * draw.normal(k), v * draw.normal(k, n)),
    )


def of_an_entry_sum(draw: Draw, m: int, n: int) -> Case:
    """The cotangents of L = Σ G ∘ (U diag(s) Vᵀ), whose gradient is G whatever the factors are."""
    W, G = matrix(draw, m, n), draw.normal(m, n)
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    s_bar = np.sum(U * (G @ Vt.T), axis=0)
    given = (W, G @ Vt.T * s, s_bar, s[:, np.newaxis] * (U.T @ G))
    return Case(given, f"the adjoints of a sum of entries of W, shape {(m, n)}")


def only(name: str, m: int, n: int) -> Callable[[Draw], Case]:
    """Return what draws a case in which one cotangent alone is not 0."""
    factors = [float(name == other) for other in ("U_bar", "s_bar", "Vt_bar")]
    return lambda draw: Case(drawn(draw, m, n, *factors), f"`{name}` alone, shape {(m, n)}")


@check.part("`s_bar` alone", 1)
def _(draw: Draw) -> Iterator[Case]:
    for shape in (3, 3), (4, 2), (2, 4), (1, 1), (1, 3):
        yield only("s_bar", *shape)(draw)


@check.part("square", 2)
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for name in "U_bar", "Vt_bar":
        yield only(name, 3, 3)(draw)
    for n in 2, 4, 1:
        yield drawn(draw, n, n)
    near = matrix(draw, 3, 3, draw.uniform(1.0, 2.0) * np.array([1.0, 1.0 - 1e-6, 0.6]))
    yield Case((near, *drawn(draw, 3, 3)[1:]), "two singular values a millionth apart")
    yield of_an_entry_sum(draw, 3, 3)


@check.part("tall and wide", 2)
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for m, n in (4, 2), (2, 4):
        for name in "U_bar", "Vt_bar":
            yield only(name, m, n)(draw)
    for m, n in (5, 3), (3, 5), (9, 2), (1, 3), (3, 1):
        yield drawn(draw, m, n)
    yield of_an_entry_sum(draw, 4, 3)
    yield of_an_entry_sum(draw, 3, 4)
    yield Case((diagonal(draw, 4, 3), *drawn(draw, 4, 3)[1:]), "a diagonal matrix, shape (4, 3)")
    for m, n in (4, 3), (3, 4):
        given = (
            graded(draw, m, n),
            away_from_0(draw, m, 3),
            away_from_0(draw, 3),
            away_from_0(draw, 3, n),
        )
        yield Case(given, f"one number a row or column, from 1 to 1e-6, shape {(m, n)}")


@check.part("very large and very small entries", 1, otherwise="squares-overflow")
def _(draw: Draw) -> Iterator[Case]:
    for scale, says in (*SCALES, (1e-20, "entries near 1e-20")):
        for m, n in (3, 3), (4, 2), (2, 4):
            W, U_bar, s_bar, Vt_bar = drawn(draw, m, n)
            given = (scale * W, scale * U_bar, s_bar, scale * Vt_bar)
            yield Case(given, f"{says}, shape {(m, n)}")


half = (1.0, 0.5, 0.5, 1.0, 1.0)
MISTAKES: dict[str, list[dict[str, Any]]] = {
    "F-turned": [{"F": lambda s: -gaps(s)}],
    "F-without-squares": [
        {"F": with_differences(lambda a, b: a - b)},
        {"F": with_differences(lambda a, b: a - b), "unscaled": True},
    ],
    "F-half-wrong": [
        {"F": lambda s, half=half: half(gaps(s))}
        for half in (np.triu, np.tril, np.abs, lambda F: -np.abs(F))
    ],
    "F-not-inverted": [{"F": lambda s: s[None] ** 2 - s[:, None] ** 2}],
    "F-diagonal-not-zero": [
        {"F": lambda s: gaps(s) + np.where(eye(s) > 0, np.inf, 0.0)},
        {"F": lambda s: gaps(s) + np.where(eye(s) > 0, np.nan, 0.0)},
        {"F": lambda s: gaps(s) + eye(s), "skew": lambda C: C},
    ],
    "no-skew": [
        {"skew": lambda C: C, "skew_v": lambda C: C - C.T},
        {"skew_v": lambda C: C},
        {"skew_v": lambda C: C + C.T},
        {"skew": lambda C: C},
        {"skew": lambda C: C, "parts": half},
        {"skew": lambda C: C + C.T},
        {"skew": lambda C: (C + C.T) / 2},
        {"skew": lambda C: 2 * C},
        {"skew": lambda C: C.T},
    ],
    "half-too-much": [
        {"skew": lambda C: (C - C.T) / 2},
        {"skew": lambda C: (C - C.T) / 2, "skew_v": lambda C: C - C.T},
        {"skew_v": lambda C: (C - C.T) / 2},
    ],
    "singular-values-on-the-other-side": [
        {"of_u": lambda K, s: s[:, None] * K, "of_v": lambda K, s: K * s},
        {"of_u": lambda K, s: s[:, None] * K},
        {"of_v": lambda K, s: K * s},
    ],
    "singular-values-missing": [
        {"of_u": lambda K, s: K, "of_v": lambda K, s: K},
        {"of_u": lambda K, s: K},
        {"of_v": lambda K, s: K},
    ],
    "no-projector": [
        {"parts": (1, 1, 1, 0, 0)},
        {"parts": (1, 1, 1, 1, 0)},
        {"parts": (1, 1, 1, 0, 1)},
        {"left": lambda Y, U: Y},
        {"left": lambda Y, U: Y if len(U) > len(U.T) else 0 * Y},
    ],
    "projector-onto-the-span": [
        {"left": lambda Y, U: U @ (U.T @ Y)},
        {"parts": (1, 1, 1, -1, -1)},
    ],
    "projector-not-divided": [
        {"over": lambda X, s: X},
        {"over": lambda X, s: X * s},
        {"over": lambda X, s: X, "outside_unscaled": True},
    ],
    "size-once-only": [
        {"unscaled": True},
        {"of_size": lambda X, c: X},
        {"of_size": lambda X, c: X * c},
    ],
    "s-bar-dropped": [{"parts": (0, 1, 1, 1, 1)}],
    "U-bar-dropped": [{"parts": (1, 0, 1, 0, 1)}, {"parts": (1, 0, 1, 1, 1)}],
    "Vt-bar-dropped": [{"parts": (1, 1, 0, 1, 0)}, {"parts": (1, 1, 0, 1, 1)}],
    "vectors-dropped": [{"parts": (1, 0, 0, 0, 0)}, {"parts": (1, 0, 0, 1, 1)}],
    "sign": [{"parts": (-1,) * 5}, {"parts": (1, -1, 1, 1, 1)}, {"parts": (1, 1, -1, 1, 1)}],
    "v-for-its-transpose": [
        {"end": lambda U, M, Vt: U @ M @ Vt.T},
        {"end": lambda U, M, Vt: U.T @ M @ Vt},
    ],
}
# What is divided by the singular values once too often or too seldom depends on their size.
SIZED = (
    "F-without-squares",
    "F-not-inverted",
    "singular-values-missing",
    "projector-not-divided",
    "size-once-only",
)
SIZES = (
    lambda W: 1.0,
    lambda W: np.linalg.norm(W, 2),
    lambda W: np.abs(W).max(),
    lambda W: np.linalg.norm(sized(W)[1]) * sized(W)[0],
)
for hint, spellings in MISTAKES.items():
    for spelled in spellings:
        check.mistake(hint)(wrongly(**spelled))
        for size in SIZES if hint in SIZED else ():
            if hint == "size-once-only" and size is SIZES[0]:
                continue
            check.mistake(hint)(wrongly(**spelled, size=size))


# Turned signs: the adjoints of u_i and v_i are then those of −u_i and −v_i.
for rule in SIGNS:
    for by in (lambda U, Vt: U.T), (lambda U, Vt: Vt):

        @check.mistake
        def own_signs(W, U_bar, s_bar, Vt_bar, rule=rule, by=by):
            U, _, Vt = svd(W)
            signs = np.array([rule(u) for u in by(U, Vt)])
            return right(W, U_bar * signs, s_bar, signs[:, None] * Vt_bar)


@check.mistake("own-signs")
def by_eigh(W, U_bar, s_bar, Vt_bar):
    X, (U, _, Vt) = sized(W)[1], svd(W)
    G, by = (X.T @ X, Vt.T) if len(X) >= len(X.T) else (X @ X.T, U)
    signs = np.sign(np.sum(np.linalg.eigh(G)[1][:, ::-1] * by, axis=0))
    return right(W, U_bar * signs, s_bar, signs[:, None] * Vt_bar)


@check.mistake("own-signs")
def of_the_transpose(W, U_bar, s_bar, Vt_bar):
    if len(W) >= len(W.T):
        return right(W, U_bar, s_bar, Vt_bar)
    signs = np.sign(np.sum(svd(W)[0] * svd(W.T)[2].T, axis=0))
    return right(W, U_bar * signs, s_bar, signs[:, None] * Vt_bar)


for cut in CUTS:
    check.mistake("cut-off")(
        wrongly(over=lambda X, s, cut=cut: X * np.where(s > cut * s[0], 1 / s, 0.0))
    )
for F in BOUNDED:
    check.mistake("F-bounded")(wrongly(F=F))
    check.mistake("F-bounded")(wrongly(F=F, size=lambda W: np.abs(W).max()))


@check.mistake("transposed")
def whole_transposed(W, U_bar, s_bar, Vt_bar):
    return right(W, U_bar, s_bar, Vt_bar).T


for F in (
    plain_gaps,
    gaps,
    lambda s: np.where(
        eye(s) > 0, 0.0, 1 / ((s[None] - s[:, None]) * (s[None] + s[:, None]) + eye(s))
    ),
    lambda s: np.nan_to_num(plain_gaps(s)),
    lambda s: np.nan_to_num(plain_gaps(s), posinf=0.0, neginf=0.0),
):
    check.mistake("squares-overflow")(vjp_unscaled(F))


for small in 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 1e-16, 1e-20, 1e-30:
    for F in bounded(small):
        check.mistake("small-by-an-absolute-number")(vjp_unscaled(F))
    if small >= 1e-10:
        check.mistake("small-by-an-absolute-number")(wrongly(F=bounded(small)[0]))


@check.mistake("squares-overflow")
def nothing_but_nan(W, U_bar, s_bar, Vt_bar):
    inside = 1e-150 < sized(W)[0] < 1e150
    return right(W, U_bar, s_bar, Vt_bar) if inside else np.full(W.shape, np.nan)


@check.mistake("v-for-its-transpose")
def v_bar_for_its_transpose(W, U_bar, s_bar, Vt_bar):
    if len(W) < len(W.T):
        raise ValueError
    return wrongly()(W, U_bar, s_bar, Vt_bar.T)


@check.mistake("v-for-its-transpose")
def rows_for_columns(W, U_bar, s_bar, Vt_bar):
    c, (U, s, Vt) = sized(W)[0], np.linalg.svd(W, full_matrices=False)
    s, C, E = s / c, U.T @ U_bar / c, Vt.T @ Vt_bar / c
    M = np.diag(s_bar) + gaps(s) * (C - C.T) * s + s[:, None] * (gaps(s) * (E - E.T))
    return U @ M @ Vt


@check.mistake
def vectors_taken_for_fixed(W, U_bar, s_bar, Vt_bar):
    # As if W were the product of three independent arrays.
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return U_bar * s @ Vt + U * s_bar @ Vt + U * s @ Vt_bar


check.mistake("vectors-taken-for-fixed")(
    lambda W, U_bar, s_bar, Vt_bar: U_bar @ np.diag(s_bar) @ Vt_bar
)
