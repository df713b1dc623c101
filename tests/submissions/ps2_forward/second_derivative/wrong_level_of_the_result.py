"""hint: level-of-the-result

The tangent of an outer level is taken for the own one.
"""

levels_in_use = 0


def derivative(f, x):
    global levels_in_use
    before, level = levels_in_use, 1 + max(levels_in_use, depth(x))
    while depth(x) < level - 1:
        x = Dual(x, 0.0)
    levels_in_use = level
    try:
        y = f(Dual(x, 1.0))
    finally:
        levels_in_use = before
    return y.tangent if isinstance(y, Dual) else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
