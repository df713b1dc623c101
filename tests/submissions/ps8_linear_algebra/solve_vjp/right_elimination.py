"""Gaussian elimination by hand, with pivots."""


def eliminate(A, b):
    A, b = A.astype(float).copy(), b.astype(float).reshape(len(A), -1).copy()
    n = len(A)
    for j in range(n):
        p = j + np.argmax(abs(A[j:, j]))
        A[[j, p]], b[[j, p]] = A[[p, j]], b[[p, j]]
        for i in range(j + 1, n):
            factor = A[i, j] / A[j, j]
            A[i] -= factor * A[j]
            b[i] -= factor * b[j]
    for j in reversed(range(n)):
        b[j] = (b[j] - A[j, j + 1 :] @ b[j + 1 :]) / A[j, j]
    return b


def solve_vjp(A, b, x_bar):
    x, b_bar = eliminate(A, b), eliminate(np.transpose(A), x_bar)
    return -b_bar @ x.T, b_bar.reshape(np.shape(b))
