"""hint: one-level-seeded

The inner Dual is a constant.
"""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 0.0), Dual(1.0, 0.0)))
    while isinstance(y, Dual):
        y = y.tangent
    return y
