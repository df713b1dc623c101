"""hint: arguments-changed

The adjoints are written over the matrices.
"""


def vjp_matmul(g, A, B):
    A_bar, B[:] = g @ B.T, A.T @ g
    A[:] = A_bar
    return A, B
