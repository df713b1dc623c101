"""Every entry of A_bar is a directional derivative of x along E_ij, computed from the SVD of the scaled matrix, in plain loops."""

import numpy as np


class PseudoInverse:
    """A^+ b, and its change"""

    def __init__(self, A):
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        self.A, self.P = A, Vt.T @ np.diag(1 / s) @ U.T

    def push(self, i, j, b, x, r, y):
        """dx for dA = E_ij: -P E x + P P^T E^T r + (I - P A) E^T P^T x"""
        P, A = self.P, self.A
        dx = -P[:, i] * x[j]
        dx = dx + (P @ P[j]) * r[i]
        e = np.zeros(A.shape[1])
        e[j] = y[i]
        return dx + e - P @ (A @ e)


def lstsq_vjp(A, b, x_bar):
    size = float(np.abs(A).max())
    M = PseudoInverse(A / size)
    c = b / size
    x = M.P @ c
    r = c - M.A @ x
    y = M.P.T @ x
    A_bar = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            A_bar[i, j] = (M.push(i, j, c, x, r, y) @ x_bar) / size
    return A_bar, np.array([M.P[:, i] @ x_bar / size for i in range(A.shape[0])])
