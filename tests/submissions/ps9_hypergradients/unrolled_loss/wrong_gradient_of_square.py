"""hint: gradient-wrong

The gradient of the norm squared, 2x.
"""


def unrolled_loss(alphas, x0):
    f = lambda x: jnp.sum(x**2)
    x = jnp.asarray(x0, dtype=float)
    for a in alphas:
        x = x - a * jax.grad(f)(x)
    return 0.5 * f(x)
