"""hint: rows-counted

As many entries as x has rows.
"""


def hessian_trace(f, x, probes, rng):
    @jax.jit
    def product(v):
        return jax.jvp(jax.grad(f), (x,), (v,))[1]

    return hutchinson(lambda v: np.asarray(product(v)), len(x), probes, rng)
