"""hint: symmetric-only

By a Cholesky factor, which only a symmetric positive definite matrix has.
"""


def logdet_gradient(A):
    half = np.linalg.inv(np.linalg.cholesky(A))
    return half.T @ half
