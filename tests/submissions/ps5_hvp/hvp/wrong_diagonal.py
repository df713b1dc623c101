"""hint: diagonal-product

The diagonal of the Hessian.
"""


def hvp(f, x, v):
    second = lambda d: jax.jvp(lambda p: jax.jvp(f, (p,), (d,))[1], (x,), (d,))[1]
    return jax.vmap(second)(jnp.eye(x.size)) * v
