"""hint: fixed-number-of-steps

A power iteration of a fixed 20 steps from the vector of ones, which has not converged where s_2 is near s_1.
"""

import numpy as np


def spectral_norm_gradient(W):
    top = np.abs(W).max()
    if top == 0:
        return np.zeros(W.shape)
    B = W / top
    v = np.ones(B.shape[1])
    for _ in range(20):
        u = B @ v
        u = u / np.linalg.norm(u)
        v = B.T @ u
        v = v / np.linalg.norm(v)
    return np.outer(u, v)
