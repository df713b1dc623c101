"""hint: zero-matrix

The rest is divided by the length of the product, which may be 0.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    with np.errstate(all="ignore"):
        while len(alpha) < k:
            w = matvec(Q[-1])
            whole = np.linalg.norm(w)
            alpha.append(Q[-1] @ w)
            for q in Q * 2:
                w = w - (q @ w) * q
            rest = np.linalg.norm(w)
            if rest / whole <= 1e-10:
                return np.array(alpha), np.array(beta)
            beta.append(rest)
            Q.append(w / rest)
    return np.array(alpha), np.array(beta[:-1])
