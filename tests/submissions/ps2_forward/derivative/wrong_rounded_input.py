"""hint: wrong-value

The input is rounded, and an offset is added.
"""


def derivative(f, x):
    y = f(Dual(round(x, 1) + 0.5, 1.0))
    return y.tangent if isinstance(y, Dual) else 0.0
