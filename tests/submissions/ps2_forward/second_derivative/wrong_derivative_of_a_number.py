"""hint: number-for-a-function

The derivative is taken of a number.
"""


def second_derivative(f, x):
    slope = derivative(f, x)
    return derivative(slope, x)
