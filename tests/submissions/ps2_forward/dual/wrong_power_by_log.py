"""hint: power-of-nonpositive
changes: right_simple

x ** n goes through log(x) for every n.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        _, _, y, dy = Dual.operands(self, other)
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)
