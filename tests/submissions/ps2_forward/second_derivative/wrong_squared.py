"""hint: derivative-squared

The first derivative squared.
"""


def second_derivative(f, x):
    return derivative(f, x) ** 2
