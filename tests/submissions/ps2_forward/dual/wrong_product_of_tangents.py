"""hint: product-of-tangents
changes: right_simple

Tangents are multiplied like values.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * dy)
