"""hint: layers-reversed

The layers from the output to the input.
"""


def get_params(model):
    return jnp.concatenate([w.ravel() for w in reversed(model)])
