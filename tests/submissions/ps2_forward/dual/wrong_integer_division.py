"""hint: whole-numbers
changes: right_simple

Integer operands are divided by floor division.
"""


class Dual(Dual):
    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(
            x // y if isinstance(x, int) and isinstance(y, int) else x / y, (dx * y - x * dy) / y**2
        )
