"""hint: not-solved

Only sums are there; the rest is as it was handed out.
"""


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

    def __sub__(self, other=None):
        raise NotImplementedError("dual")

    def __rsub__(self, other=None):
        raise NotImplementedError("dual")

    def __neg__(self, other=None):
        raise NotImplementedError("dual")

    def __mul__(self, other=None):
        raise NotImplementedError("dual")

    def __rmul__(self, other=None):
        raise NotImplementedError("dual")

    def __truediv__(self, other=None):
        raise NotImplementedError("dual")

    def __rtruediv__(self, other=None):
        raise NotImplementedError("dual")

    def __pow__(self, other=None):
        raise NotImplementedError("dual")

    def __rpow__(self, other=None):
        raise NotImplementedError("dual")

    def __abs__(self, other=None):
        raise NotImplementedError("dual")

    def __eq__(self, other=None):
        raise NotImplementedError("dual")

    def __lt__(self, other=None):
        raise NotImplementedError("dual")

    def __le__(self, other=None):
        raise NotImplementedError("dual")

    def __gt__(self, other=None):
        raise NotImplementedError("dual")

    def __ge__(self, other=None):
        raise NotImplementedError("dual")
