"""QR first, then the singular vectors of the triangle."""


def nuclear_norm_gradient(W):
    if W.shape[0] < W.shape[1]:
        return nuclear_norm_gradient(W.T).T
    Q, R = np.linalg.qr(W)
    U, _, Vt = np.linalg.svd(R)
    return Q @ U @ Vt
