"""hint: lowest-on-the-way

Returns the smallest loss met on the way, as optimisers report it, not the loss after the last
step.
"""

import jax.numpy as jnp


def unrolled_loss(alphas, x0):
    f = lambda x: 0.5 * jnp.dot(x, x)
    x = jnp.asarray(x0, dtype=jnp.float64)
    best = f(x)
    for a in jnp.asarray(alphas, dtype=jnp.float64):
        x = x - a * x
        best = jnp.minimum(best, f(x))
    return best
