"""hint: inverse-not-transposed

A⁻¹ in both places.
"""


def solve_vjp(A, b, x_bar):
    Ainv = np.linalg.inv(A)
    bb = Ainv.dot(x_bar)
    x = Ainv.dot(b)
    if b.ndim == 1:
        return -bb.reshape(-1, 1) * x, bb
    return -bb.dot(x.T), bb
