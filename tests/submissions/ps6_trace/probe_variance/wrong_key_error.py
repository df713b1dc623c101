"""hint: another-exception

Looks the kind up in a dictionary: for anything else KeyError is raised, not ValueError.
"""

import numpy as np

FORMULAS = {
    "gaussian": lambda S: 2 * np.sum(S**2),
    "rademacher": lambda S: 2 * np.sum((S - np.diag(np.diag(S))) ** 2),
}


def probe_variance(A, kind):
    A = np.asarray(A, dtype=float)
    return FORMULAS[kind]((A + A.T) / 2)
