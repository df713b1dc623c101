"""hint: arguments-changed

v is scaled in place.
"""


def lanczos(matvec, v, k):
    if v.dtype == float:
        v /= np.linalg.norm(v)
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha.append(Q[-1] @ w)
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        left = np.linalg.norm(w)
        if len(alpha) == k or left <= 1e-10 * size:
            return np.array(alpha), np.array(beta)
        beta.append(left)
        Q.append(w / left)
