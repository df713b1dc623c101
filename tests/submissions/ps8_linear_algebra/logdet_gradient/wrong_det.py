"""hint: of-the-determinant

The derivative of the determinant.
"""


def logdet_gradient(A):
    d = np.linalg.det(A)
    return d * np.linalg.solve(A.T, np.eye(len(A)))
