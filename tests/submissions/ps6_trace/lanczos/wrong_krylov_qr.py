"""hint: powers

Orthonormalises the powers v, Av, A²v, ... afterwards with one QR: equal for exact numbers, but
the powers become parallel and T is lost after a dozen steps.
"""

import numpy as np


def lanczos(matvec, v, k):
    def split(w):
        m = np.abs(w).max()
        if m == 0:
            return 0.0, w
        s = np.linalg.norm(w / m)
        return m * s, (w / m) / s

    columns, products = [split(np.array(v, dtype=float))[1]], []
    for j in range(min(k, len(v))):
        w = np.array(matvec(columns[-1].copy()), dtype=float)
        products.append(w)
        size, u = split(w)
        if size == 0:
            break
        Q = np.linalg.qr(np.array(columns).T)[0]
        r = u - Q @ (Q.T @ u)
        r = r - Q @ (Q.T @ r)
        if np.linalg.norm(r) <= 1e-10:
            break
        columns.append(u)
    j = len(products)
    Q, R = np.linalg.qr(np.array(columns[:j]).T)
    T = np.linalg.solve(R.T, (Q.T @ np.array(products).T).T).T  # Q^T A K R^-1
    return np.diag(T).copy(), np.abs(np.diag(T, -1))
