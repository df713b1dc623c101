"""hint: not-at-a-dual

A central difference.
"""


def derivative(f, x):
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
