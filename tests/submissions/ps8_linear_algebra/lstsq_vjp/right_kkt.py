"""The optimality conditions as one square system (a I  A; A^T  0) with a near the smallest singular value, whose own linear-system rule gives both adjoints."""

import numpy as np


def lstsq_vjp(A, b, x_bar):
    s = abs(A).max()
    A = A / s
    b = b / s
    m, n = A.shape
    a = np.linalg.svd(A, compute_uv=False)[-1]
    if m >= n:
        # a r + A x = b, A^T r = 0
        K = np.block([[a * np.eye(m), A], [A.T, np.zeros((n, n))]])
        rx = np.linalg.solve(K, np.r_[b, np.zeros(n)])
        adj = np.linalg.solve(K, np.r_[np.zeros(m), x_bar])
        r, x = rx[:m], rx[m:]
        p, q = adj[:m], adj[m:]
        # K_bar = -adj rx^T; A stands in it twice
        A_bar = -np.outer(p, x) - np.outer(r, q)
        return A_bar / s, p / s
    # a x - A^T y = 0, A x = b
    K = np.block([[a * np.eye(n), -A.T], [A, np.zeros((m, m))]])
    xy = np.linalg.solve(K, np.r_[np.zeros(n), b])
    adj = np.linalg.solve(K.T, np.r_[x_bar, np.zeros(m)])
    x, y = xy[:n], xy[n:]
    p, q = adj[:n], adj[n:]
    A_bar = -np.outer(q, x) + np.outer(y, p)
    return A_bar / s, q / s
