"""hint: root-at-zero

The square of a norm, which JAX differentiates through the root.
"""


def hypergradient(alphas, x0):
    def L(a):
        x = jnp.asarray(x0, dtype=float) * jnp.prod(1 - a)
        return jnp.sqrt(x @ x) ** 2 / 2

    return jax.grad(L)(jnp.asarray(alphas, dtype=float))
