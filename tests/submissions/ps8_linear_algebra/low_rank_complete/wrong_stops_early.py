"""hint: stopped-early

The loop ends as soon as W changes by less than 1e-3, although so many steps are asked for.
"""

import numpy as np


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for k in range(steps):
        old = W
        U, s, Vt = np.linalg.svd(np.where(mask, M, old), full_matrices=False)
        W = U @ np.diag(np.maximum(s - lam, 0)) @ Vt
        if np.linalg.norm(W - old) < 1e-3:
            break
    return W
