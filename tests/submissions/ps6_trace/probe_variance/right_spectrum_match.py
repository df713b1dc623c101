"""Right: twice the sum of the squared eigenvalues of the symmetric part, with its diagonal taken
out for signs, in a match statement.
"""

import numpy as np


class UnknownProbe(ValueError):
    pass


def probe_variance(A, kind):
    S = np.asarray(A, dtype=np.float64)
    S = S / 2 + S.T / 2
    match kind:
        case "gaussian":
            pass
        case "rademacher":
            S = np.where(np.eye(S.shape[0], dtype=bool), 0.0, S)
        case _:
            raise UnknownProbe(kind)
    theta = np.linalg.eigvalsh(S)
    return 2 * np.dot(theta, theta)
