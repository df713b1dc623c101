"""hint: returned-nothing

No `return`.
"""


def mlp_gradients(weights, x, y):
    pass
