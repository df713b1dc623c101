"""hint: one-level-seeded

The outer Dual is a constant.
"""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(0.0, 0.0)))
    while isinstance(y, Dual):
        y = y.tangent
    return y
