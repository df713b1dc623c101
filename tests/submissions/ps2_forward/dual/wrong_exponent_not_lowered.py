"""hint: power-exponent
changes: right_simple

n x^n instead of n x^(n-1).
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x**other * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x**y * dx + x**y * math.log(x) * dy)
