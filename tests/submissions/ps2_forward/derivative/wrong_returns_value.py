"""hint: value-returned

The value in place of the tangent.
"""


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.value if isinstance(y, Dual) else y
