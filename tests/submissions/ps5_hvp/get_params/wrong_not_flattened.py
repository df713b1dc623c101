"""hint: not-one-vector

Matrices of different shapes cannot be put side by side.
"""


def get_params(model):
    return jnp.concatenate(model)
