"""hint: overflowed

Adds and squares in the integer type of A, which overflows (int8 entries of 100, int64 entries
of 1e10), instead of converting to floats first.
"""

import numpy as np


def probe_variance(A, kind):
    if kind not in ("gaussian", "rademacher"):
        raise ValueError("kind must be 'gaussian' or 'rademacher'")
    S2 = A + A.T  # twice the symmetric part, so no fractions are needed
    total = np.sum(S2 * S2)
    if kind == "rademacher":
        total = total - np.sum(np.diag(S2) * np.diag(S2))
    return total / 2
