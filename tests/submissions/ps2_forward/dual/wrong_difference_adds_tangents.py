"""hint: minus-lost
changes: right_simple

The tangents of a difference are added.
"""


class Dual(Dual):
    def __sub__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x - y, dx + dy)
