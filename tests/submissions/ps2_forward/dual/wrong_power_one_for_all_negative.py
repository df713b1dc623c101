"""hint: wrong-value
changes: right_simple

x ** n of a negative x is computed as abs(x) ** n.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(abs(x) ** other, other * abs(x) ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)
