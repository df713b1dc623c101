"""hint: power-one-operand
changes: right_simple

A Dual base under a Dual exponent is taken for a constant.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, x**y * math.log(x) * dy)
