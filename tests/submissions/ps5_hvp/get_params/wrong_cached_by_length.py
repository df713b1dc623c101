"""hint: depends-on-earlier-calls

The vector is remembered by the number of layers, so a second model with as many layers gets the
parameters of the first.
"""

_vectors = {}


def get_params(model):
    key = len(model)
    if key not in _vectors:
        _vectors[key] = jnp.concatenate([w.ravel() for w in model])
    return _vectors[key]
