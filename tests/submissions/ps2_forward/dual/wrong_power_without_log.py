"""hint: power-log
changes: right_simple

The logarithm is missing where the exponent moves.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * dy)

    def __rpow__(self, other):
        power = other**self.value
        return Dual(power, power * self.tangent)
