"""What can be learnt about a matrix from a few of its products with vectors?

`matvec(v)` returns X v for a symmetric X of n rows; for a Hessian it is `lambda v: hvp(f, x, v)`.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Matvec = Callable[[np.ndarray], np.ndarray]


class Estimate(NamedTuple):
    """An estimate and the standard error of it (its standard deviation over repetitions)."""

    value: float
    standard_error: float


def probes(rng: np.random.Generator, n: int, count: int, kind: str = "rademacher") -> np.ndarray:
    """Random vectors v with E[vvᵀ] = I, as rows: (count, n).

    kind: "rademacher" (entries ±1), "gaussian" (standard normal) or "sphere" (even on the sphere
    of radius √n).  rng: NumPy's generator.  Raises ValueError for another kind.
    """
    if kind == "rademacher":
        return rng.choice([-1.0, 1.0], size=(count, n))
    v = rng.normal(size=(count, n))
    if kind == "gaussian":
        return v
    if kind == "sphere":
        return v * np.sqrt(n) / np.linalg.norm(v, axis=1, keepdims=True)
    raise ValueError(f'kind is "rademacher", "gaussian" or "sphere", not {kind!r}')


def probe_variance(X: np.ndarray, kind: str = "rademacher") -> float:
    """The variance of vᵀXv for symmetric X: 2‖X‖_F², for Rademacher v less 2 Σ X_ii².

    Hutchinson (1990); both follow from the fourth moments of v.
    """
    if kind not in ("rademacher", "gaussian"):
        raise ValueError(f'kind is "rademacher" or "gaussian", not {kind!r}')
    whole = 2.0 * np.sum(X * X)
    return float(whole - 2.0 * np.sum(np.diag(X) ** 2) if kind == "rademacher" else whole)


def hutchinson(
    matvec: Matvec, n: int, count: int, rng: np.random.Generator, kind: str = "rademacher"
) -> Estimate:
    """tr X ≈ (1/m) Σ v_iᵀXv_i with m = count ≥ 2 products (Hutchinson 1990).

    matvec: v ↦ Xv for a vector (n,); X is square, (n, n), and never formed.  rng, kind: as for
    `probes`.  The standard error is that of a mean of m independent terms.
    """
    if count < 2:
        raise ValueError(f"a standard error needs at least two probes, not {count}")
    samples = np.array([v @ matvec(v) for v in probes(rng, n, count, kind)])
    return Estimate(float(np.mean(samples)), float(np.std(samples, ddof=1) / np.sqrt(count)))


def hutch_pp(matvec: Matvec, n: int, count: int, rng: np.random.Generator) -> Estimate:
    """tr X with `count` ≥ 6 products (Meyer et al. 2021).

    A third of them finds a range Q, tr QᵀXQ is then exact, and Hutchinson estimates the rest.
    matvec: v ↦ Xv for a vector (n,) and a symmetric X, (n, n).  rng: NumPy's generator.
    """
    k = count // 3
    if k < 2:
        raise ValueError(f"Hutch++ needs at least six products, not {count}")
    if k >= n:
        return Estimate(float(sum(matvec(e)[i] for i, e in enumerate(np.eye(n)))), 0.0)
    Q = np.linalg.qr(np.stack([matvec(v) for v in probes(rng, n, k)], axis=1))[0]
    exact = sum(q @ matvec(q) for q in Q.T)
    G = probes(rng, n, count - 2 * k)
    rest = G - G @ Q @ Q.T
    samples = np.array([v @ matvec(v) for v in rest])
    error = float(np.std(samples, ddof=1) / np.sqrt(len(samples)))
    return Estimate(float(exact + np.mean(samples)), error)


def lanczos(matvec: Matvec, v: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Diagonal (k,) and off-diagonal (k − 1,) of T = QᵀXQ, and Q (n, k), from k ≤ steps products.

    Each new vector is made orthogonal to all earlier ones, twice; without that, rounding returns
    eigenvalues that were found already.  k < steps when the Krylov space of v is exhausted.
    matvec: v ↦ Xv for a symmetric X, (n, n); v: (n,), not zero (Lanczos 1950).
    """
    alpha: list[float] = []
    beta: list[float] = []
    Q = [v / np.linalg.norm(v)]
    for _ in range(min(steps, v.size)):
        w = matvec(Q[-1])
        alpha.append(float(Q[-1] @ w))
        basis = np.stack(Q, axis=1)
        scale = np.linalg.norm(w)
        for _ in range(2):
            w = w - basis @ (basis.T @ w)
        length = np.linalg.norm(w)
        if length <= 1e-12 * max(scale, np.finfo(float).tiny):
            break
        beta.append(float(length))
        Q.append(w / length)
    k = len(alpha)
    return np.array(alpha), np.array(beta[: k - 1]), np.stack(Q[:k], axis=1)


def spectral_quadrature(
    matvec: Matvec, n: int, steps: int, count: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights (each flat) with Σ weight·f(node) ≈ tr f(X)/n.

    Stochastic Lanczos quadrature: a Gauss rule from each probe's T (Ubaru et al. 2017).
    matvec: v ↦ Xv for a symmetric X, (n, n).  steps: products a probe; count: probes; the
    weights are not negative and sum to 1.
    """
    nodes, weights = [], []
    for v in probes(rng, n, count):
        alpha, beta, _ = lanczos(matvec, v, steps)
        values, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
        nodes.append(values)
        weights.append(vectors[0] ** 2 / count)
    return np.concatenate(nodes), np.concatenate(weights)


def spectral_density(
    nodes: np.ndarray, weights: np.ndarray, grid: np.ndarray, width: float
) -> np.ndarray:
    """The density of eigenvalues on a grid (Ghorbani et al. 2019).

    Each node becomes a Gaussian of standard deviation `width` > 0 with its weight as area.
    nodes, weights: (k,), of `spectral_quadrature`; grid and result: (m,).
    """
    z = (grid[:, None] - nodes) / width
    return np.exp(-0.5 * z * z) @ weights / (width * np.sqrt(2.0 * np.pi))
