"""Uses x̄_j = Σ_i s_i s_j (g_j - g_i), with s_i = 1 / Σ_k exp(x_k - x_i), without a maximum."""


def vjp_softmax(g, x):
    with np.errstate(over="ignore"):
        s = 1.0 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1)
    difference = g[..., None, :] - g[..., :, None]
    return s * np.einsum("...i,...ij->...j", s, difference)
