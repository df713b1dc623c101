"""hint: product-sign
changes: right_simple

The terms of the product rule are subtracted.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * y - x * dy)
