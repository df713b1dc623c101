"""hint: truncated

The direction is cast to the type of x.
"""


def jvp(f, x, v):
    x = np.asarray(x)
    outputs = f([Dual(a, b) for a, b in zip(x, np.asarray(v).astype(x.dtype))])
    pairs = [(y.value, y.tangent) if isinstance(y, Dual) else (y, 0.0) for y in outputs]
    return tuple(np.array(pairs, dtype=float).T)
