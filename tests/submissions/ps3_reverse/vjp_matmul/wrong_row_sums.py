"""hint: g-summed

g is replaced by its sums over rows and columns, which is right only if g is constant along them.
"""


def vjp_matmul(g, A, B):
    m, n = g.shape
    A_bar = np.outer(g.sum(axis=1) / n, B.sum(axis=1))
    B_bar = np.outer(A.sum(axis=0), g.sum(axis=0) / m)
    return A_bar, B_bar
