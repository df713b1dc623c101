"""hint: product-one-term
changes: right_simple

The other half of the product rule.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, x * dy)
