"""hint: earlier-answer

A right answer on a Dual whose product is wrong for nested Duals.
"""


def product(self, other):
    x, dx, y, dy = Dual.operands(self, other)
    return Dual(x * y, dx * y + x * dy * 3)


Dual.__mul__ = product


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
