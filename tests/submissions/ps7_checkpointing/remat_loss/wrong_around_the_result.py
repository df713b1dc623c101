"""hint: everything-kept

Wraps jax.checkpoint around the result, the identity on f(x), and leaves f itself outside.
"""


def remat_loss(f):
    keep = jax.checkpoint(lambda value: value)
    return lambda x: keep(f(x))
