"""hint: transpose-missing

The first one only.
"""


def vjp_matmul(g, A, B):
    return g @ B.T, A @ g
