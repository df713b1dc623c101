"""hint: wrong-value
changes: right_simple

Comparisons of absolute values.
"""


class Dual(Dual):
    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return abs(x) < abs(y)

    def __le__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return abs(x) <= abs(y)

    def __gt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return abs(x) > abs(y)

    def __ge__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return abs(x) >= abs(y)
