"""hint: operand-returned
changes: right_simple

x + 0 and x * 1 return x itself.
"""


class Dual(Dual):
    def __add__(self, other):
        if not isinstance(other, Dual) and other == 0:
            return self
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x + y, dx + dy)

    def __mul__(self, other):
        if not isinstance(other, Dual) and other == 1:
            return self
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * y + x * dy)
