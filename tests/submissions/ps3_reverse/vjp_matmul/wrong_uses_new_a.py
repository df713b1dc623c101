"""hint: adjoint-for-matrix

The adjoint of B is computed with the adjoint of A in the place of A.
"""


def vjp_matmul(g, A, B):
    A = g @ B.T
    B = A.T @ g
    return A, B
