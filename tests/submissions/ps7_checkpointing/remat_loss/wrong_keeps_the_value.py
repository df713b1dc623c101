"""hint: value-kept

A rule that keeps the value beside x.
"""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    def forward(x):
        value = f(x)
        return value, (x, value)

    def backward(kept, ct):
        x, _ = kept
        return (ct * jax.grad(f)(x),)

    loss.defvjp(forward, backward)
    return loss
