"""hint: column-order

Each matrix column by column.
"""


def get_params(model):
    return jnp.concatenate([w.T.ravel() for w in model])
