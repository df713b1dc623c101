"""hint: power-chain
changes: right_simple

The tangent of the base is missing.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x ** (other - 1))
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)
