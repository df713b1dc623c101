"""Right: pure Python over pairs of entries, with Python's integers where A holds integers, so
nothing can overflow.
"""

import numpy as np


def probe_variance(A, kind):
    rows = np.asarray(A).tolist()
    if not isinstance(kind, str) or kind not in {"gaussian", "rademacher"}:
        raise ValueError(f"no such probe: {kind!r}")
    doubled = 0
    for i, row in enumerate(rows):
        for j in range(i):
            pair = row[j] + rows[j][i]
            doubled += 2 * pair * pair
        if kind == "gaussian":
            doubled += 4 * row[i] * row[i]
    return doubled / 2
