"""Right: a growing matrix with one row per vector, classical Gram-Schmidt three times by einsum on
a product that is scaled by a power of two.
"""

import numpy as np


def scaled(w):
    w = np.array(w, dtype=np.float64)
    exponent = int(np.frexp(np.max(np.abs(w)))[1]) if np.any(w) else 0
    return np.ldexp(w, -exponent), exponent


def lanczos(matvec, v, k):
    basis = scaled(v)[0][np.newaxis]
    basis = basis / np.linalg.norm(basis)
    T_diag, T_off = np.zeros(0), np.zeros(0)
    while T_diag.size < k:
        w, e = scaled(matvec(basis[-1].copy()))
        whole = np.linalg.norm(w)
        T_diag = np.append(T_diag, np.ldexp(np.dot(basis[-1], w), e))
        for _ in range(3):
            w = w - np.einsum("ji,j->i", basis, np.einsum("ji,i->j", basis, w))
        rest = np.linalg.norm(w)
        if not rest > 1e-10 * whole:
            break
        if T_diag.size < k:
            T_off = np.append(T_off, np.ldexp(rest, e))
            basis = np.vstack((basis, w / rest))
    return T_diag, T_off
