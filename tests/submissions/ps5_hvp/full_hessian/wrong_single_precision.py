"""hint: single-precision

Differences of the gradient, rounded to single precision.
"""


def full_hessian(loss, params):
    gradient, h = jax.grad(loss), 1e-4
    rows = [
        (gradient(params + h * e) - gradient(params - h * e)) / (2 * h)
        for e in jnp.eye(params.size)
    ]
    return jnp.stack(rows).astype(jnp.float32)
