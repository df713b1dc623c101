"""hint: sign-of-the-determinant

Refuses matrices with a negative determinant.
"""


def logdet_gradient(A):
    sign, _ = np.linalg.slogdet(A)
    if sign <= 0:
        raise ValueError("the logarithm of a negative determinant does not exist")
    return np.linalg.solve(A.T, np.eye(A.shape[0]))
