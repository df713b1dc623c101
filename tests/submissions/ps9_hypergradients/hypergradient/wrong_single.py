"""hint: single-precision

The right gradient, rounded at the end.
"""


def hypergradient(alphas, x0):
    g = jax.grad(unrolled_loss)(jnp.asarray(alphas, dtype=float), x0)
    return g.astype(jnp.float32)
