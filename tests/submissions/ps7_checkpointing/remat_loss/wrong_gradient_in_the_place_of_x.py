"""hint: x-not-kept

Computes the gradient in the forward pass and keeps it in the place of x.
"""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    def forward(x):
        return jax.value_and_grad(f)(x)

    def backward(gradient, g):
        return (g * gradient,)

    loss.defvjp(forward, backward)
    return loss
