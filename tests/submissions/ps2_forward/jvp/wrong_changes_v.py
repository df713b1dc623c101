"""hint: arguments-changed

The direction is scaled in place and scaled back in the result.
"""


def jvp(f, x, v):
    v *= 2
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs])
    tangents = np.array([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs])
    return values, tangents / 2
