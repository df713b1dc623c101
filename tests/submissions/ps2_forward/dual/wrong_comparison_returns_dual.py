"""hint: comparison-dual
changes: right_simple

x < y is packed like a sum.
"""


class Dual(Dual):
    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x < y, 0.0)
