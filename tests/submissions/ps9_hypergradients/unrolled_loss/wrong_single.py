"""hint: single-precision

Single precision.
"""


def unrolled_loss(alphas, x0):
    x = jnp.asarray(x0, dtype=jnp.float32)
    for a in jnp.asarray(alphas, dtype=jnp.float32):
        x = x - a * x
    return 0.5 * jnp.sum(x**2)
