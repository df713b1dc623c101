"""hint: operand-changed
changes: right_simple

The sum is written into the left operand.
"""


class Dual(Dual):
    def __add__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        self.value, self.tangent = x + y, dx + dy
        return self
