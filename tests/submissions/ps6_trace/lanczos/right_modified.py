"""Modified Gram–Schmidt with the three-term recurrence before it."""


def lanczos(matvec, v, k):
    v = np.asarray(v, dtype=float)
    basis, alpha, beta = [v / np.linalg.norm(v)], [], []
    for j in range(k):
        w = np.asarray(matvec(basis[j]))
        size = np.linalg.norm(w)
        a = w @ basis[j]
        alpha.append(a)
        w = w - a * basis[j]
        if j > 0:
            w = w - beta[-1] * basis[j - 1]
        for q in basis:
            w = w - (w @ q) * q
        b = np.linalg.norm(w)
        if b <= 1e-10 * size or j == k - 1:
            break
        beta.append(b)
        basis.append(w / b)
    return np.array(alpha), np.array(beta)
