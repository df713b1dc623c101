"""A matrix that is made when the first column has come."""


def jacobian_forward(jvp, n):
    J = None
    for j in range(n):
        e = np.zeros(n)
        e[j] = 1
        column = jvp(e)
        if J is None:
            J = np.empty((column.shape[0], n))
        J[:, j] = column
    return J
