"""hint: seed-zero

Dual(x) is a constant.
"""


def derivative(f, x):
    y = f(Dual(x))
    return y.tangent if isinstance(y, Dual) else 0.0
