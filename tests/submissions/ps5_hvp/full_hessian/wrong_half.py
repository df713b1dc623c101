"""hint: halved

The half of Taylor's formula.
"""


def full_hessian(loss, params):
    return 0.5 * jax.hessian(loss)(params)
