"""hint: reshaped

A reshape.
"""


def unbroadcast(g, shape):
    return np.reshape(g, shape)
