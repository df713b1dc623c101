"""A class with slots, reflected methods by assignment, comparisons from one key."""

import numpy as np


class Dual:
    __slots__ = ("value", "tangent")

    def __init__(self, value, tangent=0.0):
        self.value, self.tangent = value, tangent

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    __radd__ = __add__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return (-self) + other

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(
            self.value * other.value, self.value * other.tangent + other.value * self.tangent
        )

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * self._lift(other) ** -1

    def __rtruediv__(self, other):
        return other * self**-1

    def __pow__(self, n):
        if isinstance(n, Dual):
            power = self.value**n.value
            slope = n.tangent * np.log(self.value) + n.value * self.tangent / self.value
            return Dual(power, power * slope)
        if n == 0:
            return Dual(self.value**0, 0.0)
        return Dual(self.value**n, n * self.value ** (n - 1.0) * self.tangent)

    def __rpow__(self, base):
        return Dual(base**self.value, base**self.value * np.log(base) * self.tangent)

    def __abs__(self):
        return self * (1 if self.value > 0 else -1)

    def __eq__(self, other):
        return self.value == self._lift(other).value

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return self.value < self._lift(other).value

    def __le__(self, other):
        return not self > other

    def __gt__(self, other):
        return self.value > self._lift(other).value

    def __ge__(self, other):
        return not self < other
