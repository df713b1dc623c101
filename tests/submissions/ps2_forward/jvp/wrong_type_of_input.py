"""hint: truncated

The results take the type of x over.
"""


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    values = np.zeros(len(outputs), dtype=np.asarray(x).dtype)
    tangents = np.zeros(len(outputs), dtype=np.asarray(v).dtype)
    for i, y in enumerate(outputs):
        values[i], tangents[i] = (y.value, y.tangent) if isinstance(y, Dual) else (y, 0.0)
    return values, tangents
