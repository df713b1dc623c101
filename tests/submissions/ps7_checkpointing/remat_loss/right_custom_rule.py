"""A rule of its own that keeps x."""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    loss.defvjp(lambda x: (f(x), x), lambda x, g: (g * jax.grad(f)(x),))
    return loss
