"""hint: too-many-evaluations

A second evaluation, with numbers, for the values.
"""


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    tangents = np.array([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs])
    return np.array(f([Dual(a) for a in x] and list(x)), dtype=float), tangents
