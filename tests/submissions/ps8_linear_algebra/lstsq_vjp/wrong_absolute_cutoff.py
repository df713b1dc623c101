"""hint: small-by-an-absolute-number

A pseudo-inverse made by hand that drops singular values below 1e-12, whatever the size of A.
"""


def my_pinv(A):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    s_inv = np.zeros_like(s)
    big = s > 1e-12
    s_inv[big] = 1 / s[big]
    return (Vt.T * s_inv) @ U.T


def lstsq_vjp(A, b, x_bar):
    m, n = A.shape
    P = my_pinv(A)
    x = P @ b
    b_bar = P.T @ x_bar
    if m >= n:
        A_bar = np.outer(b - A @ x, b_bar) @ P.T - np.outer(b_bar, x)
    else:
        A_bar = P.T @ np.outer(x, x_bar - A.T @ b_bar) - np.outer(b_bar, x)
    return A_bar, b_bar
