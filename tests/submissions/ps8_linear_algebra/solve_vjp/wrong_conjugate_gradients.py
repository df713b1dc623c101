"""hint: squares-overflow

Conjugate gradients for the normal equations, which hold squares.
"""


def cg(M, c):
    x, r = np.zeros(len(c)), M.T @ c
    p = r
    with np.errstate(all="ignore"):
        for _ in c:
            q = M @ p
            step = (r @ r) / (q @ q)
            x, new = x + step * p, r - step * (M.T @ q)
            p, r = new + (new @ new) / (r @ r) * p, new
    return x


def solve_vjp(A, b, x_bar):
    columns = np.reshape(b, (len(A), -1)).T, np.reshape(x_bar, (len(A), -1)).T
    X = np.array([np.linalg.solve(A, c) for c in columns[0]]).T
    B = np.array([cg(A.T, c) for c in columns[1]]).T
    return -B @ X.T, B.reshape(np.shape(b))
