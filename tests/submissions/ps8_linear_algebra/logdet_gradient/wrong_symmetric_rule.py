"""hint: symmetric-only

The formula for symmetric matrices, 2 A^-1 - diag(A^-1), is used, although the entries of A are independent.
"""

import numpy as np


def logdet_gradient(A):
    P = np.linalg.inv(A)
    return P + P.T - np.diag(np.diag(P))
