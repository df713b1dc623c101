"""hint: everything-kept

A policy that saves products of matrices.
"""


def remat_loss(f):
    return jax.checkpoint(f, policy=jax.checkpoint_policies.dots_saveable)
