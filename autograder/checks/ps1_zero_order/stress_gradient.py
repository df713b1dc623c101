"""The gradient of the stress: ∂L/∂W_i = 8 Σ_j (‖W_i − W_j‖² − D_ij) (W_i − W_j).

The stress is a polynomial of degree 4, for which a difference quotient of order 4 has no error but
rounding. Two points in one place whose distance should be large make rounding show: they add D_ij²
to the stress, which swallows its digits, and nothing to the gradient.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps1_zero_order.stress import (
    drawn,
    one_place_asked,
    squared_distances,
    whole_numbers_asked,
)
from autograder.checks.ps1_zero_order.stress import right as stress
from autograder.reference import grad


def right(W, D):
    return grad(stress)(W.astype(float), D)


def by_pairs(W, D, weight):
    weights = weight(squared_distances(W) - D)
    return 8 * np.sum(weights[:, :, np.newaxis] * (W[:, np.newaxis] - W[np.newaxis]), axis=1)


def by_hand(W, D, factor=8.0):
    return by_pairs(W, D, lambda residual: residual * factor / 8)


check = Exercise(__name__, right, rtol=1e-11, double=True)


@check.part("one dimension", 1)
def _(draw: Draw) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for N in (2, 5):
        W, D = drawn(draw, N, 1)
        yield W, D
    yield W, 2 * D  # the points are no key to what was found before


@check.part("any dimension", 2)
def _(draw: Draw) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for N, p in (3, 2), (5, 2), (4, 3), (2, 4):
        yield drawn(draw, N, p)
    yield one_place_asked(*drawn(draw, 4, 2))
    yield whole_numbers_asked(*drawn(draw, 4, 2))
    yield draw.rng.integers(-3, 4, (4, 2)), drawn(draw, 4, 2)[1]


@check.part("many points, and two in one place", 1, otherwise="nearly-right")
def _(draw: Draw) -> Iterator[tuple[np.ndarray, np.ndarray] | Case]:
    yield drawn(draw, 30, 3)
    W, D = drawn(draw, 4, 2)
    W[3], D[0, 3], D[3, 0] = W[0], 5e4, 5e4
    yield Case((W, D), "two points in one place, where a large distance is asked")


@check.mistake
def one_end_only(W, D):
    return by_hand(W, D, 4.0)


@check.mistake
def inner_derivative_missing(W, D):
    residual = squared_distances(W) - D
    return 4 * np.sum(residual, axis=1)[:, np.newaxis] * np.ones(W.shape)


@check.mistake
def factor_wrong(W, D):
    return by_hand(W, D, 2.0)


@check.mistake("factor-wrong")
def no_factor(W, D):
    return by_hand(W, D, 1.0)


@check.mistake("factor-wrong")
def twice_too_much(W, D):
    return by_hand(W, D, 16.0)


@check.mistake
def averaged(W, D):
    return right(W, D) / len(W)


@check.mistake("averaged")
def averaged_over_pairs(W, D):
    return right(W, D) / D.size


@check.mistake
def residual_of_distances(W, D):
    return by_pairs(W, D, lambda residual: np.sqrt(np.maximum(residual + D, 0)) - D)


@check.mistake
def sign(W, D):
    return -by_hand(W, D)


@check.mistake
def residual_missing(W, D):
    return 8 * np.sum(W[:, np.newaxis] - W[np.newaxis], axis=1)


@check.mistake
def point_for_difference(W, D):
    return 8 * np.sum(squared_distances(W) - D, axis=1)[:, np.newaxis] * W


@check.mistake
def later_points_only(W, D):
    return by_pairs(W, D, lambda residual: np.triu(residual))


@check.mistake("later-points-only")
def earlier_points_only(W, D):
    return by_pairs(W, D, lambda residual: np.tril(residual))


@check.mistake
def own_term_missing(W, D):
    return -8 * (squared_distances(W) - D) @ W


@check.mistake
def norm_for_its_square(W, D):
    distance = np.sqrt(squared_distances(W))
    return by_pairs(W, D, lambda residual: residual / np.where(distance > 0, distance, 1))


@check.mistake("norm-for-its-square")
def half_of_that(W, D):
    return norm_for_its_square(W, D) / 2


@check.mistake
def zeros_of_the_table_skipped(W, D):
    return by_pairs(W, D, lambda residual: np.where(D == 0, 0, residual))


@check.mistake
def truncated(W, D):
    return by_hand(W, D).astype(W.dtype)


@check.mistake("truncated")
def distances_truncated(W, D):
    residual = squared_distances(W).astype(D.dtype) - D
    return by_pairs(W, D, lambda _: residual)


@check.mistake("truncated")
def residual_truncated(W, D):
    residual = (squared_distances(W) - D).astype(D.dtype)
    return by_pairs(W, D, lambda _: residual)


@check.mistake("truncated")
def added_to_integers(W, D):
    G = np.zeros_like(W)
    residual = squared_distances(W) - D
    for i, j in np.ndindex(D.shape):
        G[i] = G[i] + 8 * residual[i, j] * (W[i] - W[j])
    return G


@check.mistake
def summed_over_all(W, D):
    return np.broadcast_to(np.sum(np.abs(by_hand(W, D)), axis=0), W.shape)
