"""hint: product-one-term
changes: right_simple

Half of the product rule.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * y)
