"""hint: forms-hessian

The rows in a loop of JAX.
"""


def hvp(f, x, v):
    row = lambda i: jax.grad(lambda x: jax.grad(f)(x)[i])(x) @ v
    return jax.lax.map(row, jnp.arange(x.size))
