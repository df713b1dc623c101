"""hint: dual-returned

The whole Dual is returned.
"""


def derivative(f, x):
    return f(Dual(x, 1.0))
