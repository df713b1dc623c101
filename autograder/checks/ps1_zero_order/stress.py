"""The stress of multidimensional scaling: L(W) = Σ_ij (‖W_i − W_j‖² − D_ij)² (chapter 1)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Draw, Exercise


def right(W, D):
    return np.sum((squared_distances(W) - D) ** 2)


def squared_distances(W):
    return np.sum((W[:, np.newaxis] - W[np.newaxis]) ** 2, axis=-1)


def drawn(draw: Draw, N: int, p: int) -> tuple[np.ndarray, np.ndarray]:
    """Return N points of R^p, and squared distances that others have, not exactly."""
    others = squared_distances(draw.normal(N, p + 1))
    noise = 1 + 0.3 * draw.uniform(-1, 1, N, N)
    return draw.normal(N, p), others * (noise + noise.T) / 2


def one_place_asked(W: np.ndarray, D: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let the table say that two points, which are apart, should lie in one place."""
    D[0, 1] = D[1, 0] = 0.0
    return W, D


def whole_numbers_asked(W: np.ndarray, D: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let the table hold integers."""
    return W, np.rint(2 * D).astype(int)


check = Exercise(__name__, right, rtol=1e-10)


@check.part("points of the plane", 1)
def _(draw: Draw) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for N in (3, 5, 8):
        yield drawn(draw, N, 2)
    W, D = drawn(draw, 3, 2)
    yield W, D
    yield W, 2 * D  # the points are no key to what was found before
    yield one_place_asked(*drawn(draw, 4, 2))


@check.part("points of any space", 1)
def _(draw: Draw) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for N, p in (4, 1), (2, 3), (6, 4), (1, 2):
        yield drawn(draw, N, p)
    yield whole_numbers_asked(*drawn(draw, 4, 3))
    yield draw.rng.integers(-3, 4, (4, 3)), drawn(draw, 4, 3)[1]


@check.mistake
def each_pair_once(W, D):
    return right(W, D) / 2


@check.mistake
def norm_not_squared(W, D):
    return np.sum((np.sqrt(squared_distances(W)) - D) ** 2)


@check.mistake
def roots_compared(W, D):
    return np.sum((np.sqrt(squared_distances(W)) - np.sqrt(D)) ** 2)


@check.mistake
def distances_squared_again(W, D):
    return np.sum((squared_distances(W) - D**2) ** 2)


@check.mistake
def residual_not_squared(W, D):
    return np.sum(squared_distances(W) - D)


@check.mistake("residual-not-squared")
def absolute_residual(W, D):
    return np.sum(np.abs(squared_distances(W) - D))


@check.mistake
def averaged(W, D):
    return np.mean((squared_distances(W) - D) ** 2)


@check.mistake("averaged")
def averaged_over_points(W, D):
    return right(W, D) / len(W)


@check.mistake
def two_of_the_binomial_missing(W, D):
    squares = np.sum(W**2, axis=1)
    return np.sum((squares[:, np.newaxis] + squares - W @ W.T - D) ** 2)


@check.mistake
def truncated(W, D):
    return np.sum((squared_distances(W).astype(D.dtype) - D) ** 2)


@check.mistake("truncated")
def residual_truncated(W, D):
    return np.sum((squared_distances(W) - D).astype(W.dtype) ** 2)


check.mistake("truncated")(lambda W, D: np.sum((squared_distances(W) - D).astype(D.dtype) ** 2))


@check.mistake
def summed_before_squared(W, D):
    return np.sum(squared_distances(W) - D) ** 2


@check.mistake("summed-before-squared")
def rows_summed_before_squared(W, D):
    return np.sum(np.sum(squared_distances(W) - D, axis=1) ** 2)


@check.mistake
def point_left_out(W, D):
    return right(W[:-1], D[:-1, :-1])


@check.mistake("point-left-out")
def first_left_out(W, D):
    return right(W[1:], D[1:, 1:])


@check.mistake
def coordinate_left_out(W, D):
    return right(W[:, :2], D)


@check.mistake("coordinate-left-out")
def first_coordinate_only(W, D):
    return right(W[:, :1], D)


@check.mistake("coordinate-left-out")
def plane_only(W, D):
    return right(W[:, [0, 1]], D)


@check.mistake
def zeros_of_the_table_skipped(W, D):
    return np.sum(np.where(D == 0, 0, squared_distances(W) - D) ** 2)


@check.mistake
def square_root_taken(W, D):
    return np.sqrt(right(W, D))
