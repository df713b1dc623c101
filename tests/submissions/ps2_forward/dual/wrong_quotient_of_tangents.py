"""hint: quotient-of-tangents
changes: right_simple

Tangents are divided like values.
"""


class Dual(Dual):
    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x / y, dx / dy)
