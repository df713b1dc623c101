"""hint: mask-multiplied

The known entries are picked by a product with the mask, and nan times 0 is nan, so the unknown entries get in.
"""

import numpy as np


def low_rank_complete(M, mask, lam, steps):
    P = mask.astype(float)
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = P * M + (1 - P) * W
        try:
            U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        except np.linalg.LinAlgError:
            return Y
        W = (U * np.maximum(s - lam, 0)) @ Vt
    return W
