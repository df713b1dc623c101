"""Single precision: a sum of ones tells nothing by its digits."""


def vjp_sum(g, x, axis, keepdims):
    shape = np.sum(x, axis=axis, keepdims=True).shape
    return (np.ones(x.shape) * np.reshape(g, shape)).astype(np.float32)
