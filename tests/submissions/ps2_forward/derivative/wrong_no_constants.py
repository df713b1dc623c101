"""hint: constant-function

A plain number has no tangent.
"""


def derivative(f, x):
    return f(Dual(x, 1.0)).tangent
