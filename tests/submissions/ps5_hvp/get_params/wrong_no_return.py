"""hint: returned-nothing

Computed, and not returned.
"""


def get_params(model):
    params = jnp.concatenate([w.ravel() for w in model])
