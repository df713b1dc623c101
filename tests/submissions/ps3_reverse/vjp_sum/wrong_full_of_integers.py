"""hint: truncated

Filled with the number g, in the type of x.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is None:
        return np.full_like(x, np.ravel(g)[0])
    gone = {a % x.ndim for a in ((axis,) if isinstance(axis, int) else axis)}
    return np.reshape(g, [1 if k in gone else n for k, n in enumerate(x.shape)]) * np.ones(x.shape)
