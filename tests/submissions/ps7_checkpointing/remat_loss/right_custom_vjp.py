"""By hand with custom_vjp: keeps x, and the backward pass calls jax.vjp at x (reverse mode only, the gradient is what the task asks for)."""


def remat_loss(f):
    @jax.custom_vjp
    def loss(x):
        return f(x)

    def forward(x):
        return f(x), x

    def backward(x, ct):
        _, pull = jax.vjp(f, x)
        return pull(ct)

    loss.defvjp(forward, backward)
    return loss
