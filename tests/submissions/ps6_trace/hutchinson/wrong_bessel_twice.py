"""hint: divided-twice-by-m-1

Uses m - 1 twice: the sample standard deviation with m - 1 is divided by √(m - 1) in place of
√m.
"""

import numpy as np


def hutchinson(matvec, n, probes, rng):
    V = rng.standard_normal((probes, n))
    q = np.array([v @ matvec(v) for v in V])
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes - 1)
