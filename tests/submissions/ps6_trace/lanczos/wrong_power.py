"""hint: not-orthogonalised

Powers of A.
"""


def lanczos(matvec, v, k):
    q, alpha, beta = v / np.linalg.norm(v), [], []
    for j in range(k):
        w = matvec(q)
        alpha.append(q @ w)
        if j < k - 1:
            beta.append(np.linalg.norm(w))
            q = w / beta[-1]
    return np.array(alpha), np.array(beta)
