"""A row at a time: the gradient of each entry of the gradient."""


def full_hessian(loss, params):
    gradient = jax.grad(loss)
    return jnp.stack([jax.grad(lambda p: gradient(p)[i])(params) for i in range(params.size)])
