"""Seeds of length 3, and a division."""


def jacobian_forward(jvp, n):
    return np.stack([np.asarray(jvp(3.0 * e)) / 3.0 for e in np.identity(n)], axis=-1)
