"""hint: reflected-sign
changes: right_simple

The tangents of 2 - x and 2 / x have the wrong sign.
"""


class Dual(Dual):
    def __rsub__(self, other):
        return Dual(other - self.value, self.tangent)

    def __rtruediv__(self, other):
        return Dual(other / self.value, other * self.tangent / self.value**2)
