"""hint: comparison-strict

<= is the same as <, so x <= x is False.
"""


class Dual:
    def __init__(self, value, tangent=0.0):
        self.value = value
        self.tangent = tangent

    def __repr__(self):
        return f"Dual({self.value}, {self.tangent})"

    @staticmethod
    def operands(x, y):
        n = max(depth(x), depth(y))

        def split(z):
            if depth(z) == n:
                return z.value, z.tangent
            return z, 0.0

        return split(x) + split(y)

    def log(self):
        # np.log(Dual) calls this method
        return Dual(np.log(self.value), self.tangent / self.value)

    def __add__(self, other):
        x, x_dot, y, y_dot = self.operands(self, other)
        return Dual(x + y, x_dot + y_dot)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.value, -self.tangent)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        x, x_dot, y, y_dot = self.operands(self, other)
        return Dual(x * y, x_dot * y + x * y_dot)

    __rmul__ = __mul__

    @staticmethod
    def _quotient(top, bottom):
        x, x_dot, y, y_dot = Dual.operands(top, bottom)
        q = x / y
        return Dual(q, (x_dot - q * y_dot) / y)

    def __truediv__(self, other):
        return self._quotient(self, other)

    def __rtruediv__(self, other):
        return self._quotient(other, self)

    def __pow__(self, n):
        x, x_dot, y, y_dot = self.operands(self, n)
        if depth(n) < depth(self):
            if not hasattr(n, "tangent") and n == 0:
                return Dual(x**0, 0 * x_dot)
            return Dual(x**n, n * x ** (n - 1) * x_dot)
        power = x**y
        return Dual(power, y * x ** (y - 1) * x_dot + power * np.log(x) * y_dot)

    def __rpow__(self, base):
        power = base**self.value
        return Dual(power, power * np.log(base) * self.tangent)

    def __abs__(self):
        return -self if self.value < 0 else Dual(self.value, self.tangent)

    def __eq__(self, other):
        x, _, y, _ = self.operands(self, other)
        return x == y

    def __lt__(self, other):
        x, _, y, _ = self.operands(self, other)
        return x < y

    def __le__(self, other):
        return self < other

    def __gt__(self, other):
        x, _, y, _ = self.operands(self, other)
        return x > y

    def __ge__(self, other):
        return self > other or self == other
