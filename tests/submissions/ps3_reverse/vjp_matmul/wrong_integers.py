"""hint: truncated

The sums are kept in arrays of the type of the factors.
"""


def vjp_matmul(g, A, B):
    A_bar, B_bar = np.zeros_like(A), np.zeros_like(B)
    A_bar[:], B_bar[:] = g @ B.T, A.T @ g
    return A_bar, B_bar
