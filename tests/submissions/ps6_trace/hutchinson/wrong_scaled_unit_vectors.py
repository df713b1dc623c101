"""hint: unit-vectors

The probes are √n times a random unit vector e_i: E[vvᵀ] = I holds, but the entries are neither
independent nor signs or normal numbers.
"""

import numpy as np


def hutchinson(matvec, n, probes, rng):
    values = np.empty(probes)
    for k in range(probes):
        i = rng.integers(n)
        v = np.zeros(n)
        v[i] = np.sqrt(n) * (1 if rng.random() < 0.5 else -1)
        values[k] = v @ np.asarray(matvec(v))
    return values.mean(), np.std(values, ddof=1) / probes**0.5
