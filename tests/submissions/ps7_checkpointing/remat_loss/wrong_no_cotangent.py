"""hint: cotangent-ignored

A custom_vjp whose backward pass leaves out the cotangent, so right under jax.grad alone but wrong as a part of something.
"""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    def fwd(x):
        return f(x), x

    def bwd(x, cotangent):
        return (jax.grad(f)(x),)

    loss.defvjp(fwd, bwd)
    return loss
