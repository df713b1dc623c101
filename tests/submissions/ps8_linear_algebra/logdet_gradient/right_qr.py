"""Through QR."""


def logdet_gradient(A):
    Q, R = np.linalg.qr(A)
    return Q @ np.linalg.inv(R).T
