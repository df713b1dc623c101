"""hint: earlier-answer

Levels are right, but the product of nested Duals is wrong.
"""


def product(self, other):
    x, dx, y, dy = Dual.operands(self, other)
    return Dual(x * y, dx * y + x * dy * 5)


Dual.__mul__ = product


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
