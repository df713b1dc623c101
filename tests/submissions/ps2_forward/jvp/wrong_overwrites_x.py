"""hint: arguments-changed

The Duals are written into the list x of the caller, which must be left unchanged.
"""


def jvp(f, x, v):
    if not isinstance(x, list):
        x = list(x)
    for i in range(len(x)):
        x[i] = Dual(x[i], v[i])
    out = f(x)
    values = np.array([o.value if isinstance(o, Dual) else o for o in out], dtype=float)
    tangents = np.array([o.tangent if isinstance(o, Dual) else 0 for o in out], dtype=float)
    return values, tangents
