"""At a minimum the gradient is 0, and no eigenvalue of the Hessian is negative.

With the products p_k of all factors but the k-th, the Hessian of L is ‖x0‖² (2 p pᵀ − diag(p)²): of
its K eigenvalues one is positive and all others are negative, unless some p_k is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder import reference
from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps9_hypergradients import schedules
from autograder.checks.ps9_hypergradients.beside import JAX, NUMPY, called
from autograder.checks.ps9_hypergradients.hypergradient import unrolled_loss
from autograder.checks.ps9_hypergradients.schedules import (
    case,
    factors,
    gradient,
    hessian,
    others,
    squared,
)
from autograder.checks.ps9_hypergradients.tune import hypergradient

NORM, EIGENVALUE = 0, 1
# Honest ways come to some 1e-15 of the largest eigenvalue.
EXACT = 3e-14


def right(alphas, x0):
    alphas = np.asarray(alphas, dtype=float)
    g = reference.grad(lambda a: schedules.loss(a, x0))(alphas)
    H = reference.hessian(lambda a: schedules.loss(a, x0))(alphas)
    return float(np.linalg.norm(g)), float(np.linalg.eigvalsh(H)[0])


def judge(got: Any, want: Any, *arguments: Any) -> Difference | None:
    """Compare one of the two numbers; an eigenvalue is rounded by the size of the largest."""
    alphas, x0, _, piece = arguments
    if not isinstance(got, tuple | list | np.ndarray) or len(got) != 2:
        return difference(got, want)
    size = float(np.max(np.abs(np.linalg.eigvalsh(hessian(alphas, x0)))))
    if piece == EIGENVALUE and np.iscomplexobj(got[EIGENVALUE]):
        return Difference("a complex number", "complex-eigenvalues")
    if piece == NORM:
        found = difference(got[NORM], want[NORM], EXACT, double=True)
    else:
        found = difference(got[EIGENVALUE], want[EIGENVALUE], 0.0, EXACT * size, double=True)
    return schedules.coarse(found, alphas)


check = Exercise(
    __name__,
    right,
    beside=called,
    names={"jnp": schedules.STAND_IN},
    earlier={"unrolled_loss": unrolled_loss, "hypergradient": hypergradient},
    judge=judge,
)


def at_ordinary_points(draw: Draw, piece: int) -> Iterator[Case]:
    alphas, x0 = schedules.homework(draw)
    yield case((alphas[:3], x0[:4]), "as at the start", NUMPY, piece)
    yield case(schedules.anywhere(draw, *schedules.SMALL), "some above 1, below 0", JAX, piece)
    yield case(schedules.anywhere(draw, *schedules.ONE), "", NUMPY, piece)
    yield case(schedules.all_next_to_one(draw, *schedules.SMALL), "all next to 1", NUMPY, piece)
    alphas, x0 = schedules.anywhere(draw, *schedules.SMALL)
    yield case((schedules.whole(draw, 3), x0), "integers as step sizes", NUMPY, piece)
    yield case((alphas, np.array([-3, 2, 5, -7])), "integers as start", NUMPY, piece)
    yield case((alphas, 1e-30 * x0), "about 1e-30", NUMPY, piece)
    if piece == NORM:
        yield case((alphas, 1e30 * x0), "about 1e30", NUMPY, piece)


def at_minima(draw: Draw, piece: int) -> Iterator[Case]:
    """L is 0, and so is the gradient; the Hessian is 0 but for one positive eigenvalue, or 0."""
    yield case(schedules.with_ones(draw, 1, *schedules.SMALL), "one of them 1", NUMPY, piece)
    yield case(schedules.with_ones(draw, 1, *schedules.SMALL), "one of them 1", JAX, piece)
    yield case(schedules.with_ones(draw, 2, *schedules.SMALL), "two of them 1", NUMPY, piece)
    yield case(schedules.with_ones(draw, 1, *schedules.ONE), "it is 1", NUMPY, piece)
    # Not a minimum: an answer that always finds one gets no points for it.
    yield case(schedules.anywhere(draw, *schedules.SMALL), "none of them 1", NUMPY, piece)


def eigenvalue(found: Any) -> Any:
    """Return the second number, where it is more than the rounding of a matrix g gᵀ."""
    size = found[NORM] ** 2
    return 0.0 if abs(found[EIGENVALUE]) < 1e-14 * size else found[EIGENVALUE]


for title, points, cases, piece in (
    ("the gradient's norm", 1, at_ordinary_points, NORM),
    ("the smallest eigenvalue", 1, at_ordinary_points, EIGENVALUE),
    ("both where a step size is 1", 1, at_minima, None),
):
    pieces = (NORM, EIGENVALUE) if piece is None else (piece,)
    check.part(title, points, asks=eigenvalue if piece == EIGENVALUE else piece)(
        lambda draw, cases=cases, pieces=pieces: (c for p in pieces for c in cases(draw, p))
    )


# Before those that are as good as 0 where the numbers are small.
@check.mistake
def rounded_to_zero(alphas, x0):
    return tuple(value if abs(value) > 1e-6 else 0.0 for value in right(alphas, x0))


# Mistake → what it makes of the gradient and the Hessian.
MADE: list[tuple[str, Callable[..., Any]]] = [
    ("order-swapped", lambda g, H: (smallest(H), norm(g))),
    ("norm-squared", lambda g, H: (g @ g, smallest(H))),
    ("other-norm", lambda g, H: (np.max(np.abs(g)), smallest(H))),
    ("other-norm", lambda g, H: (np.sum(np.abs(g)), smallest(H))),
    ("other-norm", lambda g, H: (norm(g) / np.sqrt(g.size), smallest(H))),
    ("other-norm", lambda g, H: (norm(g) / g.size, smallest(H))),
    ("other-norm", lambda g, H: (np.abs(np.sum(g)), smallest(H))),
    ("other-norm", lambda g, H: (np.sum(g), smallest(H))),
    ("other-norm", lambda g, H: (np.mean(np.abs(g)), smallest(H))),
    ("gradient-returned", lambda g, H: (g, smallest(H))),
    ("gradient-returned", lambda g, H: (g, H)),
    ("gradient-returned", lambda g, H: (norm(g), H)),
    ("all-eigenvalues", lambda g, H: (norm(g), np.linalg.eigvalsh(H))),
    ("all-eigenvalues", lambda g, H: (norm(g), np.linalg.eigvalsh(H)[:1])),
    ("not-the-smallest", lambda g, H: (norm(g), np.linalg.eigvalsh(H)[-1])),
    ("smallest-size", lambda g, H: (norm(g), np.min(np.abs(np.linalg.eigvalsh(H))))),
    ("smallest-size", lambda g, H: (norm(g), np.linalg.svd(H)[1][-1])),
    ("smallest-size", lambda g, H: (norm(g), min(np.linalg.eigvalsh(H), key=abs))),
    ("smallest-size", lambda g, H: (norm(g), np.abs(smallest(H)))),
    ("not-the-smallest", lambda g, H: (norm(g), np.max(np.abs(np.linalg.eigvalsh(H))))),
    ("not-the-smallest", lambda g, H: (norm(g), np.linalg.eig(H)[0].real[0])),
    ("not-the-smallest", lambda g, H: (norm(g), np.linalg.eig(H)[0].real[-1])),
    ("no-eigenvalue", lambda g, H: (norm(g), np.min(np.diag(H)))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.min(H))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.linalg.det(H))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.trace(H))),
    ("no-eigenvalue", lambda g, H: (norm(g), norm(H))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.max(np.diag(H)))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.min(np.sum(H, axis=0)))),
    ("no-eigenvalue", lambda g, H: (norm(g), np.mean(H) * g.size)),
    ("along-gradient", lambda g, H: (norm(g), g @ H @ g / (g @ g) if np.any(g) else 0.0)),
    ("along-gradient", lambda g, H: (norm(g), g @ H @ g / (g @ g) if np.any(g) else np.nan)),
    ("along-gradient", lambda g, H: (norm(g), g @ H @ g)),
    ("eigenvector", lambda g, H: (norm(g), np.min(np.linalg.eigh(H)[1]))),
    ("eigenvector", lambda g, H: (norm(g), np.linalg.eigh(H)[1][:, 0])),
    ("eigenvector", lambda g, H: (norm(g), np.linalg.eigh(H)[1][0])),
    ("outer-product", lambda g, H: (norm(g), smallest(np.outer(g, g)))),
    ("half-wrong", lambda g, H: (norm(g), smallest(H) / 2)),
    ("half-wrong", lambda g, H: (norm(g), 2 * smallest(H))),
    ("half-wrong", lambda g, H: (2 * norm(g), smallest(H))),
    ("half-wrong", lambda g, H: (norm(g) / 2, smallest(H))),
    ("half-wrong", lambda g, H: (2 * norm(g), 2 * smallest(H))),
    ("sign", lambda g, H: (norm(g), -smallest(H))),
    ("negative-cut-off", lambda g, H: (norm(g), max(smallest(H), 0.0))),
    ("diagonal-sign", lambda g, H: (norm(g), smallest(H - 2 * np.diag(np.diag(H))))),
    ("off-diagonal-wrong", lambda g, H: (norm(g), smallest(-H + 2 * np.diag(np.diag(H))))),
    ("off-diagonal-wrong", lambda g, H: (norm(g), smallest(2 * H - np.diag(np.diag(H))))),
    ("diagonal-twice", lambda g, H: (norm(g), smallest(H + np.diag(np.diag(H))))),
    ("verdict", lambda g, H: (norm(g) < 1e-6, smallest(H) > 0)),
    ("verdict", lambda g, H: norm(g) < 1e-6 and smallest(H) > 0),
    ("verdict", lambda g, H: bool(norm(g) < 1e-6 and smallest(H) >= 0)),
    ("one-number", lambda g, H: norm(g)),
    ("one-number", lambda g, H: smallest(H)),
    ("scaled", lambda g, H: (norm(g), smallest(H) / np.max(np.abs(np.linalg.eigvalsh(H))))),
]


def smallest(H):
    return np.linalg.eigvalsh(H)[0]


def norm(g):
    return np.linalg.norm(g)


for name, made in MADE:
    check.mistake(name)(
        lambda alphas, x0, made=made: made(gradient(alphas, x0), hessian(alphas, x0))
    )


def by_quotients(h, sides, symmetric):
    """Return a program whose Hessian is made of differences of the gradient."""

    def program(alphas, x0):
        a = np.asarray(alphas, dtype=float)
        moved = h * np.eye(a.size)
        rest = [gradient(a - e if sides == 2 else a, x0) for e in moved]
        H = (np.array([gradient(a + e, x0) for e in moved]) - rest) / (sides * h)
        return norm(gradient(a, x0)), smallest((H + H.T) / 2 if symmetric else H)

    return program


for h in 1e-2, 1e-3, 1e-4, 1e-5, 1e-6:
    for sides, symmetric in (1, True), (1, False), (2, True):
        check.mistake("nearly-right")(by_quotients(h, sides, symmetric))


def by_products(alphas, x0):
    """The gradient of x_K with respect to α, up to the unit vector of x0."""
    return np.sqrt(squared(x0)) * others(alphas)


@check.mistake("negative-cut-off")
def gauss_newton(alphas, x0):
    p = by_products(alphas, x0)
    return right(alphas, x0)[0], smallest(np.outer(p, p))


@check.mistake
def zero_put_in(alphas, x0):
    """Derivatives by division, with 0 where there would be a division by 0."""
    return right(alphas, x0) if np.all(factors(alphas)) else (0.0, 0.0)


@check.mistake
def of_the_start(alphas, x0):
    square = np.prod(factors(alphas)) ** 2
    return square * np.sqrt(squared(x0)), square


check.mistake("of-the-start")(
    lambda alphas, x0: (right(alphas, x0)[0], np.prod(factors(alphas)) ** 2)
)
check.mistake("of-the-start")(
    lambda alphas, x0: (
        np.prod(factors(alphas)) ** 2 * np.sqrt(squared(x0)),
        right(alphas, x0)[1],
    )
)
check.mistake("of-f-itself")(lambda alphas, x0: (np.sqrt(2 * schedules.loss(alphas, x0)), 1.0))
check.mistake("of-f-itself")(lambda alphas, x0: (right(alphas, x0)[0], 1.0))
check.mistake("loss-for-norm")(
    lambda alphas, x0: (schedules.loss(alphas, x0), right(alphas, x0)[1])
)


@check.mistake
def divided_by_zero(alphas, x0):
    y, L = factors(alphas), schedules.loss(alphas, x0)
    with np.errstate(all="ignore"):
        q = 1 / y
        g, H = -2 * L * q, 2 * L * (2 * np.outer(q, q) - np.diag(q * q))
    return norm(g), smallest(H) if np.isfinite(H).all() else np.nan


@check.mistake("divided-by-zero")
def in_the_hessian_alone(alphas, x0):
    norm, smallest = right(alphas, x0)
    return norm, smallest if np.all(factors(alphas)) else np.nan


@check.mistake("divided-by-zero")
def not_even_an_eigenvalue(alphas, x0):
    if np.any(factors(alphas) == 0):
        raise np.linalg.LinAlgError
    return right(alphas, x0)


@check.mistake
def truncated(alphas, x0):
    return tuple(float(np.trunc(v)) for v in right(alphas, x0))


@check.mistake("arguments-changed")
def in_place(alphas, x0):
    found = right(alphas, x0)
    for alpha in alphas:
        x0 -= alpha * x0
    return found


check.mistake("integers-refused")(schedules.integers_refused(right))
check.mistake("truncated")(schedules.step_sizes_truncated(right))
check.mistake("truncated")(schedules.start_truncated(right))
check.mistake("arrays-of-jax")(schedules.jax_refused(right))
check.mistake("arrays-of-numpy")(schedules.numpy_refused(right))
