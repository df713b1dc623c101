"""The vjp of x = A⁺b at full rank (Golub & Pereyra 1973).

With b̄ = A⁺ᵀx̄ and r = b − Ax: Ā = r λᵀ − b̄ xᵀ for tall A, λ = (AᵀA)⁻¹x̄, and for wide A
Ā = y (x̄ − Aᵀb̄)ᵀ − b̄ xᵀ, y = (AAᵀ)⁻¹b. For square A the first term is 0 in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps8_linear_algebra.logdet_gradient import solve_vjp
from autograder.checks.ps8_linear_algebra.matrices import (
    CUTS,
    SCALES,
    all_failing,
    away_from_0,
    diagonal,
    graded,
    matrix,
    near,
    ordinary,
    sized,
    whole_numbers,
)
from autograder.reference import vjp

Arguments = tuple[np.ndarray, np.ndarray, np.ndarray]


def right(A, b, x_bar):
    (a, A), (c, b), (d, x_bar) = map(sized, (A, b, x_bar))
    A_bar, b_bar = vjp(lambda A, b: np.linalg.lstsq(A, b)[0], A, b)[1](x_bar)
    return A_bar * (c / a) * (d / a), b_bar * (d / a)


# Condition numbers are 4.5 at most, so that the normal equations lose no digits to speak of. Honest
# ways over 100 seeds come to 4e-14 at most; differences of order 2 and 4 over 8 seeds to 3e-12 at
# least in `A_bar`, of order 6 to 4e-13.
check = Exercise(__name__, right, rtol=3e-13, double=True, earlier={"solve_vjp": solve_vjp})


def drawn(draw: Draw, m: int, n: int) -> Arguments:
    return matrix(draw, m, n, near(draw, min(m, n))), 2 * draw.normal(m), draw.normal(n)


def whole(draw: Draw, m: int, n: int) -> Case:
    b, x_bar = draw.rng.integers(-5, 6, m), draw.rng.integers(-5, 6, n)
    return Case((whole_numbers(draw, m, n), b, x_bar), f"integers, `A` of shape {(m, n)}")


def tall(draw: Draw) -> Iterator[Arguments | Case]:
    for m, n in (4, 2), (5, 3), (3, 1), (6, 5):
        yield drawn(draw, m, n)
    A, _, x_bar = drawn(draw, 5, 2)
    yield Case((A, A @ draw.normal(2), x_bar), "`b` in the range of `A`, `A` of shape (5, 2)")
    yield whole(draw, 4, 2)


def wide(draw: Draw) -> Iterator[Arguments | Case]:
    for m, n in (2, 4), (3, 5), (1, 3), (5, 6):
        yield drawn(draw, m, n)
    A, b, _ = drawn(draw, 2, 5)
    yield Case((A, b, A.T @ draw.normal(2)), "`x_bar` in the range of `Aᵀ`, `A` of shape (2, 5)")
    yield whole(draw, 2, 4)


check.part("`b_bar`, tall", 1, asks=1)(tall)
check.part("`A_bar`, tall", 1.5, asks=0)(tall)
check.part("`b_bar`, wide", 0.5, asks=1, otherwise="tall-for-wide")(wide)
check.part("`A_bar`, wide", 1.5, asks=0, otherwise="tall-for-wide")(wide)


@check.part("square", 0.5)
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for n in (3, 1, 4):
        yield drawn(draw, n, n)
    given = diagonal(draw, 3, 3), 2 * draw.normal(3), draw.normal(3)
    yield Case(given, "a diagonal matrix, `A` of shape (3, 3)")
    # A residual that should be 0 is multiplied by the square of the inverse: not 1e-6 here.
    given = graded(draw, 3, 3, 4.0), away_from_0(draw, 3), away_from_0(draw, 3)
    yield Case(given, "one number a column, from 1 to 1e-4, `A` of shape (3, 3)")


@check.part("very large and very small entries", 1, otherwise="squares-overflow")
def _(draw: Draw) -> Iterator[Case]:
    for scale, says in SCALES:
        for m, n in (4, 2), (2, 4):
            A, b, x_bar = drawn(draw, m, n)
            yield Case((scale * A, scale * b, scale * x_bar), f"{says}, `A` of shape {(m, n)}")


def floats(*arrays):
    return [np.asarray(a, dtype=float) for a in arrays]


def wrongly(A_bar, b_bar=lambda p: p["b_bar"], cut=1e-15, least=0.0):
    """A program whose results are made of the pieces that the rules have, by name.

    cut: the share of the largest singular value below which others are taken for 0. least: the
    number below which they are.
    """

    def program(A, b, x_bar):
        A, b, x_bar = floats(A, b, x_bar)
        P = np.linalg.pinv(A, rcond=max(cut, least / np.linalg.norm(A, 2)))
        p = {"A": A, "b": b, "x_bar": x_bar, "x": P @ b, "b_bar": P.T @ x_bar, "P": P}
        p["lam"], p["y"] = P @ p["b_bar"], P.T @ p["x"]
        p["r"], p["null"] = b - A @ p["x"], x_bar - A.T @ p["b_bar"]
        return A_bar(p), b_bar(p)

    return program


def terms(residual=1.0, null=1.0, main=1.0):
    """The right Ā with a factor before each of its three outer products."""
    return lambda p: (
        residual * np.outer(p["r"], p["lam"])
        + null * np.outer(p["y"], p["null"])
        - main * np.outer(p["b_bar"], p["x"])
    )


def parts(residual, null):
    """Ā by another way for tall and for wide matrices."""
    return lambda p: (residual if len(p["b"]) >= len(p["x"]) else null)(p)


def reshaped(p, *names):
    """An outer product of the shape of Aᵀ, whose entries are put into that of A in a row."""
    return np.outer(*(p[name] for name in names)).reshape(p["A"].shape)


for hint, changed in [
    ("residual-dropped", terms(residual=0)),
    ("residual-sign", terms(residual=-1)),
    ("null-space-dropped", terms(null=0)),
    ("null-space-sign", terms(null=-1)),
    ("square-rule", terms(residual=0, null=0)),
    (
        "null-space-not-projected",
        parts(terms(), lambda p: np.outer(p["y"], p["x_bar"]) - np.outer(p["b_bar"], p["x"])),
    ),
    (
        "null-space-not-projected",
        parts(
            terms(),
            lambda p: -np.outer(p["y"], p["A"].T @ p["b_bar"]) - np.outer(p["b_bar"], p["x"]),
        ),
    ),
    (
        "gram-matrix-once",
        parts(lambda p: np.outer(p["b"], p["lam"]) - np.outer(p["b_bar"], p["x"]), terms()),
    ),
    ("gram-matrix-once", parts(terms(main=0), terms(main=0))),
    ("gram-matrix-once", parts(terms(main=0), terms())),
    ("gram-matrix-once", parts(terms(), terms(main=0))),
    (
        "gram-matrix-once",
        parts(terms(), lambda p: np.outer(p["y"], p["x_bar"] - p["A"].T @ p["b_bar"] - p["x"])),
    ),
    (
        "right-hand-side-once",
        parts(
            lambda p: -np.outer(p["A"] @ p["x"], p["lam"]) - np.outer(p["b_bar"], p["x"]), terms()
        ),
    ),
    ("sign", lambda p: -terms()(p)),
    ("sign", terms(main=-1)),
    ("sign", terms(-1, -1, 1)),
    ("outer-product-turned", lambda p: terms()(p).T),
    ("outer-product-turned", lambda p: terms(residual=0)(p) + reshaped(p, "lam", "r")),
    ("outer-product-turned", lambda p: terms(null=0)(p) + reshaped(p, "null", "y")),
    (
        "outer-product-turned",
        lambda p: terms(0, 0)(p) + reshaped(p, "lam", "r") + reshaped(p, "null", "y"),
    ),
    (
        "b-for-x",
        lambda p: np.outer(p["r"], p["lam"]) - np.outer(p["b_bar"], p["P"] @ (p["P"].T @ p["x"])),
    ),
    (
        "x-bar-for-lambda",
        parts(lambda p: np.outer(p["r"], p["x_bar"]) - np.outer(p["b_bar"], p["x"]), terms()),
    ),
    (
        "x-bar-for-lambda",
        parts(
            lambda p: np.outer(p["r"], p["x_bar"]) - np.outer(p["A"] @ p["x_bar"], p["x"]), terms()
        ),
    ),
    (
        "b-for-y",
        parts(terms(), lambda p: np.outer(p["b"], p["null"]) - np.outer(p["b_bar"], p["x"])),
    ),
    ("outer-products-only-one", lambda p: np.outer(p["r"] - p["b_bar"], p["x"])),
]:
    check.mistake(hint)(wrongly(changed))

for hint, b_bar in [
    ("sign", lambda p: -p["b_bar"]),
    ("lambda-for-b-bar", lambda p: p["lam"]),
    ("x-bar-for-lambda", lambda p: p["A"] @ p["x_bar"]),
    ("residual-for-b-bar", lambda p: p["r"]),
]:
    check.mistake(hint)(wrongly(terms(), b_bar))
check.mistake("adjoints-swapped")(lambda A, b, x_bar: right(A, b, x_bar)[::-1])
check.mistake("truncated")(lambda A, b, x_bar: tuple(y.astype(b.dtype) for y in right(A, b, x_bar)))


for cut in CUTS[:3]:
    for changed in terms(), terms(null=0), terms(residual=0, null=0):
        check.mistake("cut-off")(wrongly(changed, cut=cut))
for least in 1e-3, 1e-12:
    check.mistake("small-by-an-absolute-number")(wrongly(terms(), least=least))

for turned in False, True:

    @check.mistake
    def one_solve_of_two(A, b, x_bar, turned=turned):
        if len(b) < len(x_bar):
            return right(A, b, x_bar)
        R = np.linalg.qr(A)[1]
        x, lam = np.linalg.lstsq(A, b)[0], np.linalg.solve(R.T if turned else R, x_bar)
        return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam


# (R Rᵀ)⁻¹ for (Rᵀ R)⁻¹, where x and b̄ are made from it and where they are right.
for again in False, True:

    @check.mistake
    def solves_in_the_other_order(A, b, x_bar, again=again):
        def turned(A, c):
            R = np.linalg.qr(A)[1]
            return np.linalg.solve(R.T, np.linalg.solve(R, c))

        A, b, x_bar = floats(A, b, x_bar)
        x, b_bar = np.linalg.pinv(A) @ b, np.linalg.pinv(A).T @ x_bar
        if len(b) < len(x_bar):
            y = turned(A.T, b)
            x = A.T @ y if again else x
            return np.outer(y, x_bar - A.T @ b_bar) - np.outer(b_bar, x), b_bar
        lam = turned(A, x_bar)
        b_bar = A @ lam if again else b_bar
        return np.outer(b - A @ x, lam) - np.outer(b_bar, x), b_bar


for square_too in False, True:

    @check.mistake
    def sum_of_squares_for_the_residual(A, b, x_bar, square_too=square_too):
        if len(b) < len(x_bar) + (not square_too):
            return right(A, b, x_bar)
        A, b, x_bar = floats(A, b, x_bar)
        (x, r, *_), P = np.linalg.lstsq(A, b), np.linalg.pinv(A)
        return np.outer(r, P @ (P.T @ x_bar)) - np.outer(P.T @ x_bar, x), P.T @ x_bar


@check.mistake
def inverse_not_transposed(A, b, x_bar):
    if len(b) != len(x_bar):
        return right(A, b, x_bar)
    b_bar = np.linalg.solve(A, x_bar)
    return -np.outer(b_bar, np.linalg.solve(A, b)), b_bar


def normal(solved, A, b, x_bar):
    """The rule for tall matrices by the normal equations; solved(G, c) solves G z = c."""
    G = A.T @ A
    x, lam = solved(G, A.T @ b), solved(G, x_bar)
    return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam


def normal_wide(solved, A, b, x_bar):
    """The rule for wide matrices by the normal equations of second kind."""
    G = A @ A.T
    y, b_bar = solved(G, b), solved(G, A @ x_bar)
    return np.outer(y, x_bar - A.T @ b_bar) - np.outer(b_bar, A.T @ y), b_bar


def composed(lam, y, null, b_bar=lambda p: p["b_bar"]):
    """A program with the rules as they stand, and other products for some of their pieces."""

    def A_bar(p):
        turned = parts(lambda p: np.outer(p["r"], lam(p)), lambda p: np.outer(y(p), null(p)))
        return turned(p) - np.outer(b_bar(p), p["x"])

    return wrongly(A_bar, b_bar)


# The pieces, each with spellings whose products leave the range before another factor comes in.
LAMBDAS = (lambda p: p["lam"]), (lambda p: p["P"] @ p["P"].T @ p["x_bar"])
YS = (lambda p: p["y"]), (lambda p: p["P"].T @ p["P"] @ p["b"])
NULLS = (lambda p: p["null"]), (lambda p: p["x_bar"] - p["P"] @ (p["A"] @ p["x_bar"]))
for pieces in list(product(LAMBDAS, YS, NULLS))[1:]:
    check.mistake("squares-overflow")(composed(*pieces))
for pieces in product(LAMBDAS[1:], YS, NULLS):
    check.mistake("squares-overflow")(composed(*pieces, lambda p: p["A"] @ LAMBDAS[1](p)))

# As though A⁺ᵀ were A; λ is then x̄, or what A⁺ makes of b̄.
for lam, y, null in product(
    (lambda p: p["x_bar"], lambda p: p["P"] @ (p["A"] @ p["x_bar"])),
    (YS[0], lambda p: p["A"] @ p["x"]),
    (*NULLS, lambda p: p["x_bar"] - p["A"].T @ (p["A"] @ p["x_bar"])),
):
    check.mistake("transpose-for-pseudo-inverse")(
        composed(lam, y, null, lambda p: p["A"] @ p["x_bar"])
    )

WAYS = (np.linalg.solve, lambda G, c: np.linalg.inv(G) @ c, lambda G, c: np.linalg.pinv(G) @ c)
for way in WAYS:
    for small in 10.0 ** -np.arange(2, 12):

        @check.mistake
        def constant_added(A, b, x_bar, w=way, small=small):
            if small < 1e-4 and ordinary(A):
                return right(A, b, x_bar)
            rule = normal if len(b) >= len(x_bar) else normal_wide
            return rule(lambda G, c: w(G + small * np.eye(len(G)), c), *floats(A, b, x_bar))

    check.mistake("tall-for-wide")(lambda A, b, x_bar, w=way: normal(w, *floats(A, b, x_bar)))
    check.mistake("wide-for-tall")(lambda A, b, x_bar, w=way: normal_wide(w, *floats(A, b, x_bar)))
    check.mistake("squares-overflow")(
        lambda A, b, x_bar, w=way: (normal if len(b) >= len(x_bar) else normal_wide)(
            w, *floats(A, b, x_bar)
        )
    )
    check.mistake("tall-for-wide")(lambda A, b, x_bar, w=way: tall_rule(w, *floats(A, b, x_bar)))


def tall_rule(solved, A, b, x_bar):
    x, lam = np.linalg.lstsq(A, b)[0], solved(A.T @ A, x_bar)
    return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam


for program in all_failing(right):
    check.mistake("squares-overflow")(program)
check.mistake("square-only")(lambda A, b, x_bar: solve_vjp(A, b, x_bar))
