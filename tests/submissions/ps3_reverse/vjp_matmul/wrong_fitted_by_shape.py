"""hint: transpose-missing

Transposes where the shapes would not fit otherwise.
"""


def vjp_matmul(g, A, B):
    A_bar = g @ B if g.shape[1] == B.shape[0] and B.shape[1] == A.shape[1] else g @ B.T
    B_bar = A @ g if A.shape[1] == g.shape[0] and A.shape[0] == B.shape[0] else A.T @ g
    return A_bar, B_bar
