"""hint: seed-not-one

The seed is x.
"""


def derivative(f, x):
    y = f(Dual(x, x))
    return y.tangent if isinstance(y, Dual) else 0.0
