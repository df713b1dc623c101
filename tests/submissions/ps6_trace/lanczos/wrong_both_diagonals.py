"""hint: wrong-length

The entries above and below the diagonal are given, one after the other.
"""


def lanczos(matvec, v, k):
    v = np.asarray(v, dtype=float)
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    for _ in range(k):
        w = np.asarray(matvec(Q[-1]), dtype=float)
        size = np.linalg.norm(w)
        alpha.append(float(Q[-1] @ w))
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        rest = float(np.linalg.norm(w))
        if len(alpha) == k or rest <= 1e-10 * size:
            break
        beta.append(rest)
        Q.append(w / rest)
    return np.array(alpha), np.array(beta + beta)
