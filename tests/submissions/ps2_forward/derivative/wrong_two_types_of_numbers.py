"""hint: constant-function

Knows two types of numbers, and NumPy has more.
"""


levels_in_use = 0


def derivative(f, x):
    y = f(Dual(x, 1.0))
    if type(y) is int or type(y) is float:
        return 0.0
    return y.tangent
