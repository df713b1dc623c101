"""hint: quotient-sign
changes: right_simple

Plus in the quotient rule.
"""


class Dual(Dual):
    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x / y, (dx * y + x * dy) / y**2)
