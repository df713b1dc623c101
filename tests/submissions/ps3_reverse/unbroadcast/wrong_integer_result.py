"""hint: whole-numbers

The result is collected in an array of integers, so the fractions are cut off.
"""


def unbroadcast(g, shape):
    out = np.zeros(shape, dtype=int)
    lead = g.ndim - len(shape)
    for index in np.ndindex(*g.shape):
        place = tuple(0 if n == 1 else i for i, n in zip(index[lead:], shape))
        out[place] = out[place] + g[index]
    return out.astype(float)
