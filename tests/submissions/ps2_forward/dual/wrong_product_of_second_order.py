"""hint: second-order-kept
changes: right_simple

The product of both tangents is added.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * y + x * dy + dx * dy)
