"""The Jacobian of the gradient by reverse mode."""


def full_hessian(loss, params):
    return jax.jacrev(jax.jacrev(loss))(params)
