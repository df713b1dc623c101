"""Index notation."""


def vjp_matmul(g, A, B):
    return np.einsum("mn,kn->mk", g, B), np.einsum("mk,mn->kn", A, g)
