"""hint: constant-added

A small multiple of the identity, 1e-6, is added to A^T A and A A^T "for stability", which solves another problem.
"""

import numpy as np

EPS = 1e-6


def lstsq_vjp(A, b, x_bar):
    A = np.asarray(A, dtype=float)
    m, n = A.shape
    if m >= n:
        G = np.linalg.inv(A.T @ A + EPS * np.eye(n))
        x = G @ (A.T @ b)
        lam = G @ x_bar
        return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam
    G = np.linalg.inv(A @ A.T + EPS * np.eye(m))
    y = G @ b
    x = A.T @ y
    mu = G @ (A @ x_bar)
    return np.outer(y, x_bar - A.T @ mu) - np.outer(mu, x), mu
