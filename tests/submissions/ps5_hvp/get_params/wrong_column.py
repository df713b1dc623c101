"""hint: not-one-vector

A matrix of one column.
"""


def get_params(model):
    return jnp.concatenate([w.reshape(-1, 1) for w in model])
