"""hint: of-the-start

The gradient with respect to x0.
"""


def hypergradient(alphas, x0):
    return jax.grad(unrolled_loss, argnums=1)(jnp.asarray(alphas, float), jnp.asarray(x0, float))
