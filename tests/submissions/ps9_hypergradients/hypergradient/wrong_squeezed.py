"""hint: squeezed

A row of a matrix, of which every axis of length 1 is taken away.
"""


def hypergradient(alphas, x0):
    row = jax.jacrev(lambda a: unrolled_loss(a[0], x0))(jnp.asarray(alphas, dtype=float)[None])
    return jnp.squeeze(row)
