"""hint: third-derivative

One level too many.
"""


def second_derivative(f, x):
    return derivative(lambda z: derivative(lambda y: derivative(f, y), z), x)
