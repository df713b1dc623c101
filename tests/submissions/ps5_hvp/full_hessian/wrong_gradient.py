"""hint: gradient-only

One derivative too few.
"""


def full_hessian(loss, params):
    return jax.jacfwd(loss)(params)
