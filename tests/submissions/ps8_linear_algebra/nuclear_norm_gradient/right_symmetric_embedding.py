"""The matrix sign of the symmetric block matrix (0 W; W^T 0) by eigh, with eigenvalues that are relatively 0 left out."""

import numpy as np


def nuclear_norm_gradient(W):
    m, n = W.shape
    top = np.max(np.abs(W))
    if not top:
        return np.zeros((m, n))
    B = np.zeros((m + n, m + n))
    B[:m, m:] = W / top
    B[m:, :m] = B[:m, m:].T
    lam, Q = np.linalg.eigh(B)
    sign = np.where(np.abs(lam) > 1e-11 * lam[-1], np.sign(lam), 0.0)
    S = np.einsum("ia,a,ja->ij", Q, sign, Q)
    return S[:m, m:]
