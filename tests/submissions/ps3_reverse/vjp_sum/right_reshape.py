"""The shape with ones, then broadcasting; a read-only view."""


def vjp_sum(g, x, axis, keepdims):
    ones = np.sum(x, axis=axis, keepdims=True).shape
    return np.broadcast_to(np.reshape(g, ones), x.shape)
