"""Both ends of each pair, one after the other."""


def stress_gradient(W, D):
    V = W[:, None] - W[None]
    R = np.einsum("ijk,ijk->ij", V, V) - D
    return 4 * np.einsum("ij,ijk->ik", R, V) + 4 * np.einsum("ji,ijk->ik", R, V)
