"""hint: transpose-missing"""


def vjp_matmul(g, A, B):
    return g @ B, A @ g
