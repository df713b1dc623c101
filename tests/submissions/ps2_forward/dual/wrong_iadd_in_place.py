"""hint: operand-changed

X += 1 changes the Dual itself, although every operation must return a new one.
"""


def _ln(z):
    if hasattr(z, "tangent"):
        return Dual(_ln(z.value), z.tangent / z.value)
    return np.log(z)


class Dual:
    """A value and its tangent."""

    def __init__(self, value, tangent=0.0):
        self.value = value
        self.tangent = tangent

    def __repr__(self):
        return f"Dual({self.value}, {self.tangent})"

    @staticmethod
    def operands(x, y):
        level = max(depth(x), depth(y))
        xv, xt = (x.value, x.tangent) if depth(x) == level else (x, 0.0)
        yv, yt = (y.value, y.tangent) if depth(y) == level else (y, 0.0)
        return xv, xt, yv, yt

    def __add__(self, other):
        a, da, b, db = Dual.operands(self, other)
        return Dual(a + b, da + db)

    def __iadd__(self, other):
        _, _, b, db = Dual.operands(self, other)
        if depth(other) > depth(self):
            return self + other
        self.value = self.value + b
        self.tangent = self.tangent + db
        return self

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        a, da, b, db = Dual.operands(self, other)
        return Dual(a - b, da - db)

    def __rsub__(self, other):
        a, da, b, db = Dual.operands(other, self)
        return Dual(a - b, da - db)

    def __neg__(self):
        return Dual(-self.value, -self.tangent)

    def __mul__(self, other):
        a, da, b, db = Dual.operands(self, other)
        return Dual(a * b, da * b + a * db)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        a, da, b, db = Dual.operands(self, other)
        return Dual(a / b, (da * b - a * db) / (b * b))

    def __rtruediv__(self, other):
        a, da, b, db = Dual.operands(other, self)
        return Dual(a / b, (da * b - a * db) / (b * b))

    def __pow__(self, other):
        if depth(other) < depth(self):
            if depth(other) == 0 and other == 0:
                return Dual(self.value**0, 0.0 * self.tangent)
            return Dual(self.value**other, other * self.value ** (other - 1) * self.tangent)
        a, da, b, db = Dual.operands(self, other)
        return Dual(a**b, b * a ** (b - 1) * da + a**b * _ln(a) * db)

    def __rpow__(self, other):
        a = other
        p = a**self.value
        return Dual(p, p * _ln(a) * self.tangent)

    def __abs__(self):
        return Dual(abs(self.value), self.tangent if self.value > 0 else -self.tangent)

    def __eq__(self, other):
        a, _, b, _ = Dual.operands(self, other)
        return a == b

    def __lt__(self, other):
        a, _, b, _ = Dual.operands(self, other)
        return a < b

    def __le__(self, other):
        a, _, b, _ = Dual.operands(self, other)
        return a <= b

    def __gt__(self, other):
        a, _, b, _ = Dual.operands(self, other)
        return a > b

    def __ge__(self, other):
        a, _, b, _ = Dual.operands(self, other)
        return a >= b
