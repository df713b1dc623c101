"""hint: one-triangle

The lower half stays empty.
"""


def full_hessian(loss, params):
    return jnp.triu(jax.hessian(loss)(params))
