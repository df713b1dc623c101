"""hint: eigenvalues

Takes eigenvalues for singular values, as for a symmetric matrix.
"""


def nuclear_norm_gradient(W):
    w, V = np.linalg.eigh(W)
    return V @ np.diag(np.sign(w)) @ V.T
