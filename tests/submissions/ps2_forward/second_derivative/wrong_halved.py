"""hint: taylor-coefficient

Half of it, as in a Taylor series.
"""


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x) / 2
