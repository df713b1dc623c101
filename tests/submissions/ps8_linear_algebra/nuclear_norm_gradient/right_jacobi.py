"""A home-made one-sided Jacobi method turns the columns until they are orthogonal; zero columns contribute nothing."""

import math

import numpy as np


def nuclear_norm_gradient(W):
    W = np.array(W, dtype=float)
    if W.shape[0] < W.shape[1]:
        return nuclear_norm_gradient(W.T).T
    c = np.abs(W).max()
    if c == 0:
        return W
    A = W / c
    n = A.shape[1]
    V = np.eye(n)
    total = np.linalg.norm(A)
    for sweep in range(60):
        turned = False
        for p in range(n - 1):
            for q in range(p + 1, n):
                alpha, beta = A[:, p] @ A[:, p], A[:, q] @ A[:, q]
                gamma = A[:, p] @ A[:, q]
                if (
                    abs(gamma) <= 1e-15 * math.sqrt(alpha * beta)
                    or min(alpha, beta) < (1e-15 * total) ** 2
                ):
                    continue
                turned = True
                zeta = (beta - alpha) / (2 * gamma)
                t = math.copysign(1, zeta) / (abs(zeta) + math.hypot(1, zeta))
                cs = 1 / math.hypot(1, t)
                sn = cs * t
                for M in (A, V):
                    M[:, p], M[:, q] = cs * M[:, p] - sn * M[:, q], sn * M[:, p] + cs * M[:, q]
        if not turned:
            break
    G = np.zeros(W.shape)
    for i in range(n):
        length = np.linalg.norm(A[:, i])
        if length > 1e-13 * total:
            G += np.outer(A[:, i] / length, V[:, i])
    return G
