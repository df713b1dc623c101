"""hint: layer-left-out

The first and the last matrix.
"""


def get_params(model):
    return jnp.concatenate([model[0].ravel(), model[-1].ravel()])
