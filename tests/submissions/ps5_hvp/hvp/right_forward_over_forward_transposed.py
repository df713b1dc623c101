"""The vjp of the gradient: the Hessian is symmetric."""


def hvp(f, x, v):
    return jax.vjp(jax.grad(f), x)[1](v)[0]
