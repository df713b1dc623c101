"""hint: signs-apart

u and v, each with a positive first entry.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W)
    u, v = U[:, 0], Vt[0]
    u = u if u[0] > 0 else -u
    v = v if v[0] > 0 else -v
    return np.outer(u, v)
