"""hint: plain-first
changes: right_simple

Subtraction is addition, so nested subtraction is wrong too.
"""


class Dual(Dual):
    def __sub__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x + y, dx + dy)
