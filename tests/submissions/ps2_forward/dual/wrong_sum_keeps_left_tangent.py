"""hint: sum-one-tangent
changes: right_simple

The tangent of the right operand is dropped.
"""


class Dual(Dual):
    def __add__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x + y, dx)
