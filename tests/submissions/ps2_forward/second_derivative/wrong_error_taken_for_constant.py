"""hint: error-hidden

An error in f is taken for a result without a tangent.
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
    except AttributeError:
        return 0.0
    finally:
        levels_in_use = before
    return y.tangent if depth(y) == level else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
