"""hint: beta-by-pythagoras

Β_j is computed from ‖A q_j‖² = β_{j−1}² + α_j² + β_j², before the parts are taken off: a
difference that loses half of the digits or more where β is small, so that the end of the process
is missed too.
"""

import numpy as np


def lanczos(matvec, v, k):
    q = np.asarray(v, dtype=float)
    q = q / np.linalg.norm(q)
    basis = np.zeros((0, q.size))
    alpha = []
    beta = []
    previous = 0.0
    for j in range(k):
        basis = np.vstack([basis, q])
        w = np.asarray(matvec(q), dtype=float)
        length = np.linalg.norm(w)
        a = float(q @ w)
        alpha.append(a)
        if j == k - 1 or length == 0:
            break
        # all in units of the length of A q, so that nothing overflows
        rest = 1 - (a / length) ** 2 - (previous / length) ** 2
        b = length * np.sqrt(max(rest, 0.0))
        if b <= 1e-10 * length:
            break
        w = w - basis.T @ (basis @ w)
        w = w - basis.T @ (basis @ w)
        beta.append(b)
        previous = b
        q = w / np.linalg.norm(w)
    return np.array(alpha), np.array(beta)
