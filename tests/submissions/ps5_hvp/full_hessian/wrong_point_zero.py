"""hint: at-another-point

The Hessian is taken at zero and not at params, which is right for quadratic losses only.
"""


def full_hessian(loss, params):
    def gradient_along(t, e):
        return jax.grad(loss)(t * e)

    columns = [
        jax.jvp(lambda t: gradient_along(t, e), (0.0,), (1.0,))[1] for e in jnp.eye(len(params))
    ]
    return jnp.stack(columns, axis=1)
