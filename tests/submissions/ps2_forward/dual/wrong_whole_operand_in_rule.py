"""hint: packed-twice
changes: right_simple

The product rule uses the whole right operand in place of its value.
"""


class Dual(Dual):
    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * other + x * dy)
