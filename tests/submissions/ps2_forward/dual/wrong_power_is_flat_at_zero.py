"""hint: power-of-nonpositive
changes: right_simple

The tangent of x ** n is 0 where x is 0, also for n = 1.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            if x == 0:
                return Dual(x**other, 0.0)
            return Dual(x**other, other * x ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)
