"""hint: gradient-returned

Both.
"""


def remat_loss(f):
    return jax.value_and_grad(jax.remat(f))
