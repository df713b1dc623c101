"""hint: zero-where-the-slope-is

Where the first derivative is 0 it returns 0, but the second derivative need not vanish there.
"""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    if not isinstance(y, Dual):
        return 0.0
    # a constant has no slope
    if y.tangent == 0:
        return 0.0
    return y.tangent.tangent
