"""As a function of jax.numpy."""


def naive_hvp(hessian, v):
    return jnp.dot(hessian, v)
