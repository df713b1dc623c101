"""hint: power-one-operand
changes: right_simple

A Dual exponent is taken for a constant.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx)
