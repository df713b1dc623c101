"""hint: whole-result

The value beside the gradient.
"""


def hypergradient(alphas, x0):
    return jax.value_and_grad(unrolled_loss)(jnp.asarray(alphas, float), jnp.asarray(x0, float))
