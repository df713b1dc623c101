"""hint: sign-of-the-determinant

The derivative of the absolute value is taken once too often.
"""


def logdet_gradient(A):
    sign, logdet = np.linalg.slogdet(A)
    return sign * np.linalg.inv(A.T)
