"""hint: constant

The gradient is cut off.
"""


def remat_loss(f):
    return lambda x: f(jax.lax.stop_gradient(x))
