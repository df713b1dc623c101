"""hint: comparison-tangents
changes: right_simple

Only == looks at the tangents too.
"""


class Dual(Dual):
    def __eq__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x == y and dx == dy
