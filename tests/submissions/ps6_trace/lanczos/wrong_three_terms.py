"""hint: no-reorthogonalisation

The recurrence of three terms.
"""


def lanczos(matvec, v, k):
    alpha, beta = [], []
    q, last = v / np.linalg.norm(v), 0.0 * v
    b = 0.0
    while True:
        w = matvec(q)
        size = np.linalg.norm(w)
        a = q @ w
        alpha.append(a)
        w = w - a * q - b * last
        b = np.linalg.norm(w)
        if len(alpha) == k or b <= 1e-10 * size:
            return np.array(alpha), np.array(beta)
        beta.append(b)
        q, last = w / b, q
