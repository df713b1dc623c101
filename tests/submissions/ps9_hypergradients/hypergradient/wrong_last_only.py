"""hint: last-step-only

Every point but the last is held constant.
"""


def hypergradient(alphas, x0):
    def L(a):
        x = jnp.asarray(x0, float)
        for k in range(len(a)):
            x = jax.lax.stop_gradient(x)
            x = x - a[k] * x
        return 0.5 * jnp.sum(x**2)

    return jax.grad(L)(jnp.asarray(alphas, float))
