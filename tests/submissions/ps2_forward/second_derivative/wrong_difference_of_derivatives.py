"""hint: not-nested

A central difference of first derivatives.
"""


def second_derivative(f, x, h=1e-5):
    return (derivative(f, x + h) - derivative(f, x - h)) / (2 * h)
