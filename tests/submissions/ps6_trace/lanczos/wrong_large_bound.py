"""hint: bound-too-large

The process ends where a rest is a millionth of the product.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = np.array([v / np.linalg.norm(v)]), [], []
    for _ in range(k):
        w = matvec(Q[-1])
        alpha.append(w @ Q[-1])
        rest = w - Q.T @ (Q @ w)
        rest = rest - Q.T @ (Q @ rest)
        beta.append(np.linalg.norm(rest))
        if beta[-1] <= 1e-6 * np.linalg.norm(w):
            break
        Q = np.vstack([Q, rest / beta[-1]])
    return np.array(alpha), np.array(beta[:-1])
