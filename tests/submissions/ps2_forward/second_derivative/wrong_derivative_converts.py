"""hint: dual-converted

The derivative makes a float of its x.
"""


def derivative(f, x):
    y = f(Dual(float(x), 1.0))
    return y.tangent if isinstance(y, Dual) else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
