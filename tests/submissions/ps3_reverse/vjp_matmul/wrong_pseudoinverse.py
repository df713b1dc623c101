"""hint: inverted

The product is undone with the pseudoinverse, but the adjoint needs the transpose.
"""


def vjp_matmul(g, A, B):
    # C = AB  =>  A = C B^-1, B = A^-1 C
    return g @ np.linalg.pinv(B), np.linalg.pinv(A) @ g
