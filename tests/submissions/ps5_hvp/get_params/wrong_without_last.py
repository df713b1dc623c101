"""hint: layer-left-out

The linear last layer left out.
"""


def get_params(model):
    return jnp.concatenate([w.ravel() for w in model[:-1]])
