"""hint: orders-mixed

The probe is reshaped column by column and the product flattened row by row.
"""


def hessian_trace(f, x, probes, rng):
    x = np.asarray(x, dtype=float)

    def matvec(v):
        direction = v.reshape(x.shape, order="F")
        return np.ravel(jax.jvp(jax.grad(f), (x,), (direction,))[1])

    return hutchinson(matvec, x.size, probes, rng)
