"""hint: zero-for-constant

Asks whether the value is 0 in place of whether it is a Dual.
"""


levels_in_use = 0


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if getattr(y, "value", 0) else 0.0
