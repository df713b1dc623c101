"""hint: comparison-tangents
changes: right_simple

Where the values are equal, < asks for the tangents.
"""


class Dual(Dual):
    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return (x, dx) < (y, dy)
