"""hint: everything-kept

A custom_vjp that computes the gradient in the forward pass and keeps it beside x: twice as many numbers.
"""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    def fwd(x):
        value, gradient = jax.value_and_grad(f)(x)
        return value, (x, gradient)

    def bwd(kept, ct):
        x, gradient = kept
        return (ct * gradient,)

    loss.defvjp(fwd, bwd)
    return loss
