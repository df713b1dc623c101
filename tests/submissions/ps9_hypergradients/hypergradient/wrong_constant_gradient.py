"""hint: x-held-constant

The gradient of f is cut off.
"""


def hypergradient(alphas, x0):
    def L(a):
        x = jnp.asarray(x0, float)
        for k in range(len(a)):
            x = x - a[k] * jax.lax.stop_gradient(x)
        return 0.5 * jnp.sum(x**2)

    return jax.grad(L)(jnp.asarray(alphas, float))
