"""hint: quotient-sign
changes: right_simple

The terms of the quotient rule are swapped.
"""


class Dual(Dual):
    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x / y, (x * dy - dx * y) / y**2)
