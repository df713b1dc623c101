"""hint: relative

With respect to log α, as learning rates are often tuned.
"""


def hypergradient(alphas, x0):
    a = jnp.asarray(alphas, dtype=float)
    return jax.jvp(lambda c: jax.grad(unrolled_loss)(a, x0) * c, (a,), (a,))[1]
