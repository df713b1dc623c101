"""hint: transpose-missing

The inverse as it is.
"""


def logdet_gradient(A):
    return np.linalg.solve(A, np.identity(A.shape[0]))
