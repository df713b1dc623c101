"""The shrinking as Y minus its projection on the ball of spectral norm lam (Moreau), with functools.reduce over the steps."""

from functools import reduce

import numpy as np


def low_rank_complete(M, mask, lam, steps):
    def step(W, _):
        Y = np.copy(W)
        np.copyto(Y, M, where=mask)
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        return Y - U * np.minimum(s, lam) @ Vt

    return reduce(step, range(steps), np.zeros(np.shape(M)))
