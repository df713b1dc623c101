"""hint: squeezed

The result is squeezed, so the Hessian of a loss of one parameter has shape () and not (1, 1).
"""


def full_hessian(loss, params):
    H = jax.jacfwd(jax.jacrev(loss))(params)
    return jnp.squeeze(H)
