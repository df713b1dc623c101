"""As a graph Laplacian with the residuals as weights, applied to the centred points."""

import numpy as np


def stress_gradient(W, D):
    P = np.array(W, dtype=np.float64)
    P = P - P.mean(axis=0, keepdims=True)
    R = sum(np.subtract.outer(c, c) ** 2 for c in P.T) - np.asarray(D)
    np.fill_diagonal(R, 0.0)
    laplacian = np.diag(R @ np.ones(len(P))) - R
    return 8.0 * (laplacian @ P)
