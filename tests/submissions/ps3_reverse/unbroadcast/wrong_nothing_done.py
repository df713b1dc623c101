"""hint: leading-axes-left

Returns g as it came.
"""


def unbroadcast(g, shape):
    return g
