"""hint: half-missing

The sum of the squares.
"""


def unrolled_loss(alphas, x0):
    x = jnp.array(x0, dtype=float)
    for a in alphas:
        x -= a * x
    return jnp.dot(x, x)
