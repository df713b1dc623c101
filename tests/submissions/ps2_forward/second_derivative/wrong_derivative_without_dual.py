"""hint: not-nested

Second difference of f itself.
"""


def second_derivative(f, x, h=1e-4):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2
