"""hint: quotient-square
changes: right_simple

Divided by y, not by its square.
"""


class Dual(Dual):
    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x / y, (dx * y - x * dy) / y)
