"""hint: point-and-direction

x and v are swapped.
"""


def jvp(f, x, v):
    outputs = f([Dual(b, a) for a, b in zip(x, v)])
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs], dtype=float)
    tangents = np.array([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs], dtype=float)
    return values, tangents
