# ruff: noqa: E731 (functions of one line are written as such)
"""Estimates from products with vectors are unbiased, and their error bars are theory's."""

import numpy as np
import pytest

from autograder.reference import hessian, hvp
from autograder.reference.stochastic import (
    hutch_pp,
    hutchinson,
    lanczos,
    probe_variance,
    probes,
    spectral_density,
    spectral_quadrature,
)

N = 12
B = np.random.default_rng(1).normal(size=(N, N))
X = B + B.T
MATVEC = lambda v: X @ v


@pytest.mark.parametrize("kind", ["rademacher", "gaussian", "sphere"])
def test_probes_have_unit_covariance(kind: str) -> None:
    v = probes(np.random.default_rng(0), 5, 20_000, kind)
    np.testing.assert_allclose(v.T @ v / len(v), np.eye(5), atol=0.05)


@pytest.mark.parametrize("kind", ["rademacher", "gaussian"])
def test_the_variance_of_a_probe_is_the_formula(kind: str) -> None:
    v = probes(np.random.default_rng(2), N, 40_000, kind)
    samples = np.einsum("ki,ij,kj->k", v, X, v)
    assert np.var(samples) == pytest.approx(probe_variance(X, kind), rel=0.04)
    assert np.mean(samples) == pytest.approx(np.trace(X), abs=4 * np.std(samples) / 200)


def test_rademacher_is_exact_for_a_diagonal_matrix() -> None:
    d = np.arange(5.0)
    estimate = hutchinson(lambda v: d * v, 5, 3, np.random.default_rng(0))
    assert estimate == pytest.approx((10.0, 0.0))
    assert probe_variance(np.diag(d)) == 0.0


def test_hutchinsons_error_bars_cover_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    estimates = [hutchinson(MATVEC, N, 50, rng) for _ in range(400)]
    inside = [abs(e.value - np.trace(X)) <= 1.96 * e.standard_error for e in estimates]
    assert 0.90 <= np.mean(inside) <= 0.99
    theory = np.sqrt(probe_variance(X) / 50)
    assert np.mean([e.standard_error for e in estimates]) == pytest.approx(theory, rel=0.05)


def test_hutchinson_on_a_hessian() -> None:
    f = lambda x: np.sum(np.sin(x) * x[::-1] ** 2)
    x = np.linspace(0.1, 1.0, 6)
    estimate = hutchinson(lambda v: hvp(f, x, v), 6, 2_000, np.random.default_rng(4))
    assert abs(estimate.value - np.trace(hessian(f)(x))) < 4 * estimate.standard_error


def test_hutch_pp_is_exact_for_low_rank_and_better_for_a_decaying_spectrum() -> None:
    rng = np.random.default_rng(5)
    U = np.linalg.qr(rng.normal(size=(40, 40)))[0]
    low = U[:, :3] @ np.diag([5.0, 3.0, -1.0]) @ U[:, :3].T
    assert hutch_pp(lambda v: low @ v, 40, 12, rng).value == pytest.approx(7.0)
    decaying = U @ np.diag(1.0 / np.arange(1.0, 41.0) ** 2) @ U.T
    truth = np.trace(decaying)
    plus = [hutch_pp(lambda v: decaying @ v, 40, 30, rng).value - truth for _ in range(60)]
    plain = [hutchinson(lambda v: decaying @ v, 40, 30, rng).value - truth for _ in range(60)]
    assert np.std(plus) < 0.3 * np.std(plain)
    assert hutch_pp(lambda v: low @ v, 40, 120, rng) == pytest.approx((7.0, 0.0))


def test_lanczos_diagonalises_in_n_steps() -> None:
    alpha, beta, Q = lanczos(MATVEC, np.ones(N), N)
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    np.testing.assert_allclose(Q.T @ Q, np.eye(N), atol=1e-13)
    np.testing.assert_allclose(Q.T @ X @ Q, T, atol=1e-11)
    np.testing.assert_allclose(np.linalg.eigvalsh(T), np.linalg.eigvalsh(X), rtol=1e-10)


def test_lanczos_stays_orthogonal_where_rounding_would_repeat_eigenvalues() -> None:
    d = np.concatenate([np.linspace(0.0, 1.0, 199), [1e4]])
    Q = lanczos(lambda v: d * v, np.ones(200), 60)[2]
    np.testing.assert_allclose(Q.T @ Q, np.eye(60), atol=1e-12)


def test_lanczos_stops_when_the_krylov_space_is_exhausted() -> None:
    alpha, beta, Q = lanczos(lambda v: np.array([1.0, 1.0, 2.0]) * v, np.ones(3), 3)
    assert (alpha.shape, beta.shape, Q.shape) == ((2,), (1,), (3, 2))


def test_quadrature_gives_traces_of_functions_and_a_density_of_mass_one() -> None:
    nodes, weights = spectral_quadrature(MATVEC, N, N, 400, np.random.default_rng(6))
    values = np.linalg.eigvalsh(X)
    assert np.sum(weights) == pytest.approx(1.0)
    assert weights @ np.exp(0.1 * nodes) == pytest.approx(np.mean(np.exp(0.1 * values)), rel=0.02)
    grid = np.linspace(-20.0, 20.0, 2001)
    density = spectral_density(nodes, weights, grid, 0.5)
    assert np.sum(density) * (grid[1] - grid[0]) == pytest.approx(1.0, abs=1e-6)


def test_too_few_probes_are_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="at least two probes"):
        hutchinson(MATVEC, N, 1, rng)
    with pytest.raises(ValueError, match="at least six products"):
        hutch_pp(MATVEC, N, 5, rng)
    with pytest.raises(ValueError, match="kind is"):
        probes(rng, 3, 3, "uniform")
    with pytest.raises(ValueError, match="kind is"):
        probe_variance(X, "uniform")
