"""hint: truncated

The basis gets the type of v, and is 0 for integers.
"""


def lanczos(matvec, v, k):
    Q = np.zeros((k, len(v)), dtype=v.dtype)
    Q[0] = v / np.linalg.norm(v)
    alpha, beta = [], []
    for j in range(k):
        w = matvec(Q[j])
        size = np.linalg.norm(w)
        alpha.append(Q[j] @ w)
        if j == k - 1:
            break
        for _ in range(2):
            w = w - Q[: j + 1].T @ (Q[: j + 1] @ w)
        b = np.linalg.norm(w)
        if b <= 1e-10 * size:
            break
        beta.append(b)
        Q[j + 1] = w / b
    return np.array(alpha), np.array(beta)
