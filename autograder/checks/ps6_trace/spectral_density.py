"""The density of a Gauss rule: nodes θ_i, the eigenvalues of T, with the weights (e_1ᵀu_i)².

u_i are the eigenvectors of the tridiagonal T, of length 1 (Golub & Welsch 1969). Each node becomes
the density of a normal distribution of standard deviation `width`, with its weight as area.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import NormalDist
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference


def tridiagonal(alpha, beta):
    """Return T."""
    alpha, beta = np.asarray(alpha, dtype=float), np.asarray(beta, dtype=float)
    return np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)


def bell(z):
    return np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)


def density(T, grid, width, weight=lambda U: U[0] ** 2, shape=bell, per=lambda width: width):
    """Return the density on the grid; weight: of the eigenvectors, in columns."""
    nodes, U = np.linalg.eigh(T)
    with np.errstate(over="ignore"):
        z = (np.asarray(grid, dtype=float)[:, None] - nodes) / width
        return shape(z) @ weight(U) / per(width)


def right(alpha, beta, grid, width):
    return density(tridiagonal(alpha, beta), grid, width)


def judge(got: Any, want: Any, alpha: Any, beta: Any, grid: Any, width: float) -> Difference | None:
    """Compare densities; one is right to rounding of the grid and of the nodes, in widths."""
    scale = float(np.max(np.abs(tridiagonal(alpha, beta)))) + float(np.max(np.abs(grid)))
    return difference(got, want, 1e-11 + 1e-14 * scale / width)


check = Exercise(__name__, right, judge=judge)


def pair(draw: Draw, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return alpha and beta of k steps."""
    return 2.0 * draw.normal(k), draw.uniform(0.5, 2.0, k - 1)


def spread(draw: Draw, count: int) -> np.ndarray:
    """Return a grid over the nodes, neither even nor in order."""
    return draw.rng.permutation(draw.uniform(-6.0, 6.0, count))


@check.part("one node", 0.5)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for width in (draw.positive(0.4, 0.9), draw.positive(1.5, 3.0)):
        yield *pair(draw, 1), spread(draw, 7), width


@check.part("several nodes", 1.5)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for k, count in (2, 5), (5, 40), (12, 7):
        yield *pair(draw, k), spread(draw, count), draw.positive(0.3, 0.9)
    alpha, beta = draw.rng.permutation(6)[:3], draw.rng.permutation(6)[:2] + 1
    yield Case((alpha, beta, np.arange(-3, 8), 2), "integers")
    yield *pair(draw, 4), np.array([draw.uniform(-1, 1)]), draw.positive(0.5, 0.9)
    alpha, beta = np.array([-3.0, 0.0, 2.0]), np.array([draw.uniform(1e-4, 2e-4), 1.0])
    grid = alpha + 0.2 * draw.normal(3)
    yield Case((alpha, beta, grid, draw.positive(0.5, 0.9)), "nodes with weights around 1e-9")


@check.part("narrow widths, and large and small numbers", 1)
def _(draw: Draw) -> Iterator[Case]:
    alpha, beta = pair(draw, 4)
    nodes = np.linalg.eigvalsh(tridiagonal(alpha, beta))
    grid = np.concatenate([nodes + 1e-4 * draw.normal(4), [-50.0, 0.0, 50.0]])
    yield Case((alpha, beta, grid, 1e-4), "a width of 1e-4, a grid near the nodes and far off")
    for size in (1e170, 1e-170):
        alpha, beta = pair(draw, 3)
        given = alpha * size, beta * size, spread(draw, 6) * size, 0.7 * size
        yield Case(given, f"numbers around {size:g}")


def with_(**changes):
    """Return the density with another weight, shape or area."""
    return lambda alpha, beta, grid, width: density(
        tridiagonal(alpha, beta), grid, width, **changes
    )


def of_t(made):
    """Return the density of another matrix; made: of alpha and beta."""
    return lambda alpha, beta, grid, width: density(made(alpha, beta), grid, width)


check.mistake("equal-weights")(with_(weight=lambda U: np.full(len(U), 1.0 / len(U))))
check.mistake("equal-weights")(with_(weight=lambda U: np.ones(len(U))))
check.mistake("weights-not-squared")(with_(weight=lambda U: U[0]))
check.mistake("weights-not-squared")(with_(weight=lambda U: np.abs(U[0])))
check.mistake("weights-not-squared")(with_(weight=lambda U: np.abs(U[0]) / np.abs(U[0]).sum()))
for least in 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8:
    check.mistake("weights-left-out")(with_(weight=lambda U, least=least: heavy(U, least)))
    check.mistake("weights-left-out")(
        with_(weight=lambda U, least=least: heavy(U, least) / heavy(U, least).sum())
    )
for far in 3.0, 4.0, 5.0:
    check.mistake("tails-cut-off")(with_(shape=lambda z, far=far: bell(z) * (np.abs(z) < far)))
check.mistake("truncated")(
    lambda alpha, beta, grid, width: right(alpha, beta, grid, width).astype(np.asarray(grid).dtype)
)
check.mistake("rows-for-columns")(with_(weight=lambda U: U[:, 0] ** 2))
check.mistake("last-component")(with_(weight=lambda U: U[-1] ** 2))
check.mistake("not-normalised")(with_(per=lambda width: 1.0 / np.sqrt(2.0 * np.pi)))
check.mistake("not-normalised")(with_(per=lambda width: 1.0))
check.mistake("root-missing")(with_(per=lambda width: width * np.sqrt(2.0 * np.pi)))
check.mistake("root-missing")(with_(per=lambda width: width / np.sqrt(2.0 * np.pi)))
check.mistake("width-squared-outside")(with_(per=lambda width: width**2))
check.mistake("width-squared-outside")(with_(per=np.sqrt))
check.mistake("half-missing")(with_(shape=lambda z: bell(np.sqrt(2.0) * z)))
check.mistake("half-missing")(with_(shape=lambda z: bell(np.sqrt(2.0) * z) * np.sqrt(2.0)))
check.mistake("width-as-variance")(
    lambda alpha, beta, grid, width: right(alpha, beta, grid, np.sqrt(width))
)
check.mistake("width-as-half-maximum")(
    lambda alpha, beta, grid, width: right(alpha, beta, grid, width / np.sqrt(8 * np.log(2)))
)
check.mistake("width-as-half-maximum")(
    lambda alpha, beta, grid, width: right(alpha, beta, grid, width / np.sqrt(2 * np.log(2)))
)
check.mistake("another-kernel")(with_(shape=lambda z: 1.0 / (np.pi * (1.0 + z * z))))
check.mistake("another-kernel")(with_(shape=lambda z: (np.abs(z) <= 0.5) * 1.0))
check.mistake("exponent-not-squared")(with_(shape=lambda z: bell(np.sqrt(np.abs(z)))))
check.mistake("exponent-not-squared")(with_(shape=lambda z: np.exp(-np.abs(z)) / 2.0))
check.mistake("sign-of-the-exponent")(with_(shape=lambda z: grown(z)))
check.mistake("counted")(with_(weight=lambda U: len(U) * U[0] ** 2))
check.mistake("beta-ignored")(of_t(lambda alpha, beta: np.diag(np.asarray(alpha, dtype=float))))
check.mistake("one-diagonal-only")(
    lambda alpha, beta, grid, width: density_of_any(np.triu(tridiagonal(alpha, beta)), grid, width)
)
check.mistake("beta-squared")(of_t(lambda alpha, beta: tridiagonal(alpha, np.square(beta))))
check.mistake("beta-squared")(of_t(lambda alpha, beta: tridiagonal(alpha, np.sqrt(beta))))
check.mistake("weights-in-another-order")(with_(weight=lambda U: U[0, ::-1] ** 2))
check.mistake("weights-in-another-order")(lambda *given: nodes_sorted(*given))
check.mistake("nodes-and-weights-returned")(
    lambda alpha, beta, grid, width: (
        np.linalg.eigvalsh(tridiagonal(alpha, beta)),
        right(alpha, beta, grid, width),
    )
)
check.mistake("grid-sorted")(
    lambda alpha, beta, grid, width: right(alpha, beta, np.sort(grid), width)
)


def heavy(U, least):
    return U[0] ** 2 * (U[0] ** 2 > least)


def nodes_sorted(alpha, beta, grid, width):
    nodes, U = np.linalg.eig(tridiagonal(alpha, beta))
    z = (np.asarray(grid, dtype=float)[:, None] - np.sort(nodes)) / width
    with np.errstate(over="ignore"):
        return bell(z) @ U[0] ** 2 / width


def grown(z):
    with np.errstate(all="ignore"):
        return np.exp(0.5 * z * z) / np.sqrt(2.0 * np.pi)


def density_of_any(T, grid, width):
    """Return the density from `eig`, with the weights of its columns."""
    nodes, U = np.linalg.eig(T)
    z = (np.asarray(grid, dtype=float)[:, None] - np.real(nodes)) / width
    return bell(z) @ np.real(U[0]) ** 2 / width


@check.mistake
def scaled_to_the_grid(alpha, beta, grid, width):
    values = right(alpha, beta, grid, width)
    return values / values.sum()


@check.mistake("scaled-to-the-grid")
def scaled_to_its_maximum(alpha, beta, grid, width):
    values = right(alpha, beta, grid, width)
    return values / values.max()


@check.mistake("scaled-to-the-grid")
def integral_over_the_grid(alpha, beta, grid, width):
    values = right(alpha, beta, grid, width)
    return values / np.trapezoid(values, grid) if len(grid) > 1 else values


@check.mistake("scaled-to-the-grid")
def integral_over_the_sorted_grid(alpha, beta, grid, width):
    values, order = right(alpha, beta, grid, width), np.argsort(grid)
    with np.errstate(all="ignore"):
        area = np.trapezoid(values[order], np.asarray(grid, dtype=float)[order])
    return values / area if area > 0 else values


def another_width(made):
    return lambda alpha, beta, grid, width: right(alpha, beta, grid, made(width))


for least in 1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 2.0**-52, 1e-20, 1e-30:
    check.mistake("width-bounded")(another_width(lambda width, least=least: max(width, least)))
    check.mistake("width-bounded")(another_width(lambda width, least=least: width + least))


@check.mistake
def squares_out_of_range(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    with np.errstate(all="ignore"):
        d = np.asarray(grid, dtype=float)[:, None] - nodes
        values = np.exp(-(d**2) / (2.0 * width**2)) @ U[0] ** 2
        return values / (width * np.sqrt(2.0 * np.pi))


@check.mistake("squares-out-of-range")
def products_out_of_range(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    with np.errstate(all="ignore"):
        d = np.asarray(grid, dtype=float)[:, None] - nodes
        return np.exp(-d * d / (2.0 * width * width)) @ U[0] ** 2 / width / np.sqrt(2.0 * np.pi)


@check.mistake("squares-out-of-range")
def area_out_of_range(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    with np.errstate(all="ignore"):
        z = (np.asarray(grid, dtype=float)[:, None] - nodes) / width
        return np.exp(-(z**2) / 2.0) @ U[0] ** 2 / np.sqrt(2.0 * np.pi * np.square(width))


@check.mistake("squares-out-of-range")
def numbers_of_python(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    width = float(width)
    return np.array(
        [
            sum(
                w
                * math.exp(-((t - node) ** 2) / (2.0 * width**2))
                / (width * math.sqrt(2.0 * math.pi))
                for node, w in zip(nodes.tolist(), (U[0] ** 2).tolist())
            )
            for t in map(float, grid)
        ]
    )


@check.mistake("squares-out-of-range")
def from_the_library(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    bells = [NormalDist(float(node), float(width)) for node in nodes]
    return np.array([U[0] ** 2 @ [one.pdf(float(t)) for one in bells] for t in grid])


@check.mistake
def singular_values(alpha, beta, grid, width):
    U, nodes, _ = np.linalg.svd(tridiagonal(alpha, beta))
    with np.errstate(over="ignore"):
        z = (np.asarray(grid, dtype=float)[:, None] - nodes) / width
        return bell(z) @ U[0] ** 2 / width


@check.mistake
def sum_over_the_grid(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(tridiagonal(alpha, beta))
    z = (np.asarray(grid, dtype=float)[:, None] - nodes) / width
    return bell(z).sum(axis=0) * U[0] ** 2 / width


@check.mistake
def smoothed_twice(alpha, beta, grid, width):
    return right(alpha, beta, grid, np.sqrt(2.0) * width)
