"""hint: comparison-tangents
changes: right_simple

Pairs are compared, value first, then tangent.
"""


class Dual(Dual):
    def __eq__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) == (y, dy)

    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) < (y, dy)

    def __le__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) <= (y, dy)

    def __gt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) > (y, dy)

    def __ge__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) >= (y, dy)
