"""The basis as a matrix, classical Gram–Schmidt twice, lists returned."""


def lanczos(matvec, v, k):
    Q = np.zeros((len(v), k))
    Q[:, 0] = np.array(v) / np.linalg.norm(v)
    alpha, beta = [], []
    for j in range(k):
        w = matvec(Q[:, j].copy())
        size = np.linalg.norm(w)
        h = Q[:, : j + 1].T @ w
        w = w - Q[:, : j + 1] @ h
        w = w - Q[:, : j + 1] @ (Q[:, : j + 1].T @ w)
        alpha.append(float(h[j]))
        b = float(np.linalg.norm(w))
        if j + 1 == k or not b > 1e-11 * size:
            return alpha, beta
        beta.append(b)
        Q[:, j + 1] = w / b
