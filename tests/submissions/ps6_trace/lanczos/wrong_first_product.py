"""hint: another-length

What is left is compared with the length of the first product A q_1, not with that of A q_j, so
the process ends too early where the later products are much shorter.
"""

import numpy as np


def lanczos(matvec, v, k):
    def length(a):
        m = np.abs(a).max()
        return 0.0 if m == 0 else m * np.linalg.norm(a / m)

    v = np.array(v, dtype=float)
    v = v / np.abs(v).max()
    Q = (v / np.linalg.norm(v))[:, None]
    alpha, beta, scale = [], [], None
    while True:
        w = np.array(matvec(Q[:, -1].copy()), dtype=float)
        if scale is None:
            scale = length(w)
        alpha.append(Q[:, -1] @ w)
        if len(alpha) == k:
            break
        w = w - Q @ (Q.T @ w)
        w = w - Q @ (Q.T @ w)
        b = length(w)
        if b <= 1e-10 * scale:
            break
        beta.append(b)
        Q = np.column_stack([Q, w / b])
    return np.array(alpha), np.array(beta)
