"""hint: squares-overflow

A⁺A⁺ᵀ and A⁺ᵀA⁺ are formed by themselves.
"""


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x, b_bar = P @ b, P.T @ x_bar
    if A.shape[0] >= A.shape[1]:
        return np.outer(b - A @ x, (P @ P.T) @ x_bar) - np.outer(b_bar, x), b_bar
    return np.outer((P.T @ P) @ b, x_bar - A.T @ b_bar) - np.outer(b_bar, x), b_bar
