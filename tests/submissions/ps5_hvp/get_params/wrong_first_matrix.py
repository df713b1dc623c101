"""hint: layer-left-out

The first matrix alone.
"""


def get_params(model):
    return model[0].ravel()
