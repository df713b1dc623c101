"""hint: equal-values

The bytes of an activation are its key.
"""


def gradient_store_all(chain, x, g):
    def key(value):
        return np.asarray(value).tobytes() if isinstance(value, np.ndarray) else id(value)

    steps, keys = {}, []
    for forward, vjp in chain:
        keys.append(key(x))
        steps[keys[-1]] = vjp, x
        x = forward(x)
    while keys:
        vjp, value = steps[keys.pop()]
        g = vjp(value, g)
    return g
