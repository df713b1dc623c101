"""hint: one-product-too-many

The product for α is computed again.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        alpha.append(Q[-1] @ matvec(Q[-1]))
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        left = np.linalg.norm(w)
        if len(alpha) == k or left <= 1e-10 * size:
            return np.array(alpha), np.array(beta)
        beta.append(left)
        Q.append(w / left)
