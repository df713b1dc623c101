"""hint: one-entry-picked

np.resize cuts off what is too much.
"""


def unbroadcast(g, shape):
    return np.resize(g, shape)
