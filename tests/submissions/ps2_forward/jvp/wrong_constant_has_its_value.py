"""hint: constant-output

The tangent of an output that is a number is that number.
"""


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs], dtype=float)
    tangents = np.array([y.tangent if isinstance(y, Dual) else y for y in outputs], dtype=float)
    return values, tangents
