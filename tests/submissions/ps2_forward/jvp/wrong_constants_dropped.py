"""hint: constant-output

Outputs that are numbers are left out.
"""


def jvp(f, x, v):
    outputs = [y for y in f([Dual(a, b) for a, b in zip(x, v)]) if isinstance(y, Dual)]
    return np.array([y.value for y in outputs]), np.array([y.tangent for y in outputs])
