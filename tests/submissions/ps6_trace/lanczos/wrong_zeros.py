"""hint: filled-with-zeros

Arrays of full length, with zeros behind.
"""


def lanczos(matvec, v, k):
    alpha, beta = np.zeros(k), np.zeros(k - 1)
    Q = [v / np.linalg.norm(v)]
    for j in range(k):
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha[j] = Q[-1] @ w
        for _ in range(2):
            for q in Q:
                w = w - (q @ w) * q
        left = np.linalg.norm(w)
        if j == k - 1 or left <= 1e-10 * size:
            break
        beta[j] = left
        Q.append(w / left)
    return alpha, beta
