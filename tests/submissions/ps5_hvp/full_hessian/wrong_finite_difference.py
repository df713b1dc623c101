"""hint: nearly-right

Differences of the gradient.
"""


def full_hessian(loss, params):
    gradient, h = jax.grad(loss), 1e-5
    return jnp.stack(
        [
            (gradient(params + h * e) - gradient(params - h * e)) / (2 * h)
            for e in jnp.eye(params.size)
        ]
    )
