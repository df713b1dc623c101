"""hint: cut-off

Singular values below a thousandth of the largest are set to 0, and lstsq solves.
"""


def logdet_gradient(A):
    return np.linalg.lstsq(A.T.astype(float), np.eye(len(A)), rcond=1e-3)[0]
