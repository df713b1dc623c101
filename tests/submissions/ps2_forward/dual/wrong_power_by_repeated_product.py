"""hint: power-by-products
changes: right_simple

x ** n multiplies n times, so n must be a natural number.
"""


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            result = Dual(1.0)
            for _ in range(other):
                result = result * self
            return result
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)
