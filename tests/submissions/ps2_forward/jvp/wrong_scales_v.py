"""hint: direction-normalised

The direction is normalised first.
"""


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, np.array(v) / np.linalg.norm(v))])
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs], dtype=float)
    tangents = np.array([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs], dtype=float)
    return values, tangents
