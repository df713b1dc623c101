"""hint: second-order-kept

The product of both tangents is added.
"""

import math


class Dual:
    def __init__(self, value, tangent=0.0):
        self.value = value
        self.tangent = tangent

    @staticmethod
    def operands(x, y):
        x, y = (z if isinstance(z, Dual) else Dual(z, 0.0) for z in (x, y))
        return x.value, x.tangent, y.value, y.tangent

    def __add__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x + y, dx + dy)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x - y, dx - dy)

    def __rsub__(self, other):
        return Dual(other - self.value, -self.tangent)

    def __neg__(self):
        return Dual(-self.value, -self.tangent)

    def __mul__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x * y, dx * y + x * dy + dx * dy)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return Dual(x / y, (dx * y - x * dy) / y**2)

    def __rtruediv__(self, other):
        return Dual(other / self.value, -other * self.tangent / self.value**2)

    def __pow__(self, other):
        x, dx = self.value, self.tangent
        if not isinstance(other, Dual):
            return Dual(x**other, other * x ** (other - 1) * dx)
        y, dy = other.value, other.tangent
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * math.log(x) * dy)

    def __rpow__(self, other):
        power = other**self.value
        return Dual(power, power * math.log(other) * self.tangent)

    def __abs__(self):
        return (
            Dual(-self.value, -self.tangent) if self.value < 0 else Dual(self.value, self.tangent)
        )

    def __eq__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x == y

    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x < y

    def __le__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x <= y

    def __gt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x > y

    def __ge__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return x >= y
