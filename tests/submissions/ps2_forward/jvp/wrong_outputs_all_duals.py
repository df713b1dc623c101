"""hint: constant-output

Every output is taken for a Dual.
"""


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    return np.array([y.value for y in outputs]), np.array([y.tangent for y in outputs])
