"""hint: not-one-vector

A vector for each layer.
"""


def get_params(model):
    return [w.ravel() for w in model]
