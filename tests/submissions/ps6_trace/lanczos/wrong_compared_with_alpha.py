"""hint: not-stopped

The rest is compared with alpha, which may be 0.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    for j in range(k):
        w = matvec(Q[j])
        alpha.append(w @ Q[j])
        for q in Q + Q:
            w = w - (w @ q) * q
        rest = np.linalg.norm(w)
        if rest <= 1e-10 * abs(alpha[j]):
            break
        beta.append(rest)
        Q.append(w / rest)
    return np.array(alpha), np.array(beta[: len(alpha) - 1])
