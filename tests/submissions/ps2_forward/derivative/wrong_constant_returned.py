"""hint: value-returned

A constant function's value is returned as its derivative.
"""


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return getattr(y, "tangent", y)
