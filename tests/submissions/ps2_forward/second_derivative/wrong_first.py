"""hint: first-derivative

The first derivative.
"""


def second_derivative(f, x):
    y = derivative(f, Dual(x, 1.0))
    return y.value if isinstance(y, Dual) else y
