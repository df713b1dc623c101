"""The Jacobian of the product, row by row."""


def vjp_matmul(g, A, B):
    A_bar, B_bar = np.zeros(A.shape), np.zeros(B.shape)
    for i, p in np.ndindex(A.shape):
        E = np.zeros(A.shape)
        E[i, p] = 1.0
        A_bar[i, p] = np.sum(g * (E @ B))
    for p, j in np.ndindex(B.shape):
        E = np.zeros(B.shape)
        E[p, j] = 1.0
        B_bar[p, j] = np.sum(g * (A @ E))
    return A_bar, B_bar
