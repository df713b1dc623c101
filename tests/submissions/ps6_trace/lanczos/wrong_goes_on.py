"""hint: not-stopped

It goes on to the end.
"""


def lanczos(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    for j in range(k):
        w = matvec(Q[-1])
        alpha.append(Q[-1] @ w)
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        if j < k - 1:
            beta.append(np.linalg.norm(w))
            Q.append(w / beta[-1])
    return np.array(alpha), np.array(beta)
