"""hint: not-one-vector

Vectors of different lengths cannot be stacked.
"""


def get_params(model):
    return jnp.stack([w.ravel() for w in model])
