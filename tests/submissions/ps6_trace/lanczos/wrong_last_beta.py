"""hint: beta-kept-at-the-end

One β too many.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    for _ in range(k):
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha.append(Q[-1] @ w)
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        beta.append(np.linalg.norm(w))
        if beta[-1] <= 1e-10 * size:
            break
        Q.append(w / beta[-1])
    return np.array(alpha), np.array(beta)
