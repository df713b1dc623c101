"""hint: stretched-axes-left

The axes in front are summed, and a reshape is to do the rest.
"""


def unbroadcast(g, shape):
    while np.ndim(g) > len(shape):
        g = np.sum(g, axis=0)
    return np.reshape(g, shape)
