"""hint: fourth-moment

The variance of v_i² for normal numbers is taken to be the fourth moment 3, without subtracting
the square of the mean.
"""

import numpy as np


def probe_variance(A, kind):
    A = np.asarray(A, dtype=float)
    n = len(A)
    S = (A + A.T) / 2
    var = 0.0
    for i in range(n):
        for j in range(i):
            var += 4 * S[i, j] ** 2
    if kind == "rademacher":
        return var
    if kind == "gaussian":
        return var + 3 * sum(S[i, i] ** 2 for i in range(n))  # E[v^4] = 3
    raise ValueError(f"unknown kind {kind!r}")
