"""hint: absolute-threshold

A fixed small number.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        w = matvec(Q[-1])
        alpha.append(Q[-1] @ w)
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        left = np.linalg.norm(w)
        if len(alpha) == k or left < 1e-8:
            return np.array(alpha), np.array(beta)
        beta.append(left)
        Q.append(w / left)
