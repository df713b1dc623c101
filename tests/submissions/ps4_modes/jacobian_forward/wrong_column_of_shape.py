"""hint: all-at-once

Vectors of shape (n, 1).
"""


def jacobian_forward(jvp, n):
    basis = np.eye(n)
    return np.hstack([jvp(basis[:, j : j + 1]) for j in range(n)])
