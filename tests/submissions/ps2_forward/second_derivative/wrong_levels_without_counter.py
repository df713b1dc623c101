"""hint: levels-confused

Dual knows depths, but derivative seeds every call at the depth of its x.
"""


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if isinstance(y, Dual) and depth(y) > depth(x) else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
