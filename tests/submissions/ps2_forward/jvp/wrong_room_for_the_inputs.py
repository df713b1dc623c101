"""hint: as-many-outputs-as-inputs

The arrays have room for one output of each input.
"""


def jvp(f, x, v):
    found = np.zeros((2, len(x)))
    for i, y in enumerate(f(list(map(Dual, x, v)))):
        found[:, i] = (y.value, y.tangent) if isinstance(y, Dual) else (y, 0.0)
    return found[0], found[1]
