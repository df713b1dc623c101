"""Fills an empty array through a view in which the axes that were summed come first."""


def vjp_sum(g, x, axis, keepdims):
    axes = tuple(range(x.ndim)) if axis is None else tuple(np.atleast_1d(np.array(axis, dtype=int)))
    out = np.empty(x.shape)
    view = np.moveaxis(out, axes, range(len(axes)))
    small = np.asarray(g)
    if keepdims:
        small = np.squeeze(small, axis=tuple(int(a) for a in axes))
    view[...] = small
    return out
