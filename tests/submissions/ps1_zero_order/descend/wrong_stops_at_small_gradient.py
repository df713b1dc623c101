"""hint: stopped-early

When the gradient is small the loop ends and the rest is filled with the last point, so that the
gradient is called less than n times and the last steps are not taken.
"""

import numpy as np


def descend(gradient, x0, step, n):
    x0 = np.asarray(x0, dtype=float)
    out = np.empty((n + 1, *x0.shape))
    out[0] = x0
    for k in range(n):
        g = np.asarray(gradient(out[k].copy()))
        if np.linalg.norm(g) < 1e-6:
            out[k + 1 :] = out[k]
            break
        out[k + 1] = out[k] - step * g
    return out
