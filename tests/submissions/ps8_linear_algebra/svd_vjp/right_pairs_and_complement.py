"""Full factors and a 2x2 system per pair (i, j) solved by np.linalg.solve, with the complement of the span handled by the other columns."""

import numpy as np


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    m, n = W.shape
    thin_U, s, thin_Vt = np.linalg.svd(W, full_matrices=False)
    k = len(s)
    big = s[0]

    def complement(Q):
        # orthonormal columns that complete Q
        full = np.linalg.qr(Q, mode="complete")[0]
        return full[:, Q.shape[1] :]

    G = np.zeros((k, k))
    for i in range(k):
        G[i, i] = s_bar[i]
        for j in range(i):
            # dP = u_j.du_i, dQ = v_j.dv_i :  C_ji = s_i dP - s_j dQ ... C_ij = -(s_j dP) + s_i dQ
            A = np.array([[s[i], -s[j]], [-s[j], s[i]]]) / big
            p = (thin_U[:, j] @ U_bar[:, i] - thin_U[:, i] @ U_bar[:, j]) / big
            q = (thin_Vt[j] @ Vt_bar[i] - thin_Vt[i] @ Vt_bar[j]) / big
            G[j, i], G[i, j] = np.linalg.solve(A.T, [p, q])
    W_bar = thin_U @ G @ thin_Vt
    if m > k:
        N = complement(thin_U)
        W_bar += N @ ((N.T @ U_bar) / s) @ thin_Vt
    if n > k:
        N = complement(thin_Vt.T)
        W_bar += (thin_U / s) @ (Vt_bar @ N) @ N.T
    return W_bar
