"""Pair by pair, without F: each difference of squares as a product of ratios."""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    C, E = U.T @ U_bar, Vt @ Vt_bar.T
    k = len(s)
    M = np.zeros((k, k))
    for i in range(k):
        for j in range(k):
            if i == j:
                M[i, i] = s_bar[i]
                continue
            large = max(s[i], s[j])
            a, b = s[i] / large, s[j] / large
            gap = (b - a) * (b + a)
            M[i, j] = ((C[i, j] - C[j, i]) / large * b + a * (E[i, j] - E[j, i]) / large) / gap
    W_bar = U @ M @ Vt
    W_bar = W_bar + (U_bar - U @ C) @ np.diag(1 / s) @ Vt
    return W_bar + U @ np.diag(1 / s) @ (Vt_bar - E.T @ Vt)
