"""hint: axes-by-length

The axes of g are found by their lengths, so if two axes of x are equally long g can land on the
wrong one.
"""


def vjp_sum(g, x, axis, keepdims):
    g = np.asarray(g)
    if not keepdims:
        remaining = list(g.shape)
        new_shape = []
        for n in x.shape:
            if remaining and remaining[0] == n:
                new_shape.append(remaining.pop(0))
            else:
                new_shape.append(1)
        g = g.reshape(new_shape)
    return np.zeros(x.shape) + g
