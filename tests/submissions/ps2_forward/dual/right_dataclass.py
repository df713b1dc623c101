"""A frozen dataclass with total_ordering."""

from dataclasses import dataclass
from functools import total_ordering
from math import log
from numbers import Real


@total_ordering
@dataclass(frozen=True, eq=False)
class Dual:
    value: float
    tangent: float = 0.0

    @classmethod
    def of(cls, x):
        return cls(x) if isinstance(x, Real) else x

    def __add__(self, other):
        other = Dual.of(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    def __radd__(self, other):
        return Dual.of(other) + self

    def __sub__(self, other):
        other = Dual.of(other)
        return Dual(self.value - other.value, self.tangent - other.tangent)

    def __rsub__(self, other):
        return Dual.of(other) - self

    def __neg__(self):
        return 0 - self

    def __mul__(self, other):
        other = Dual.of(other)
        return Dual(
            self.value * other.value, self.tangent * other.value + self.value * other.tangent
        )

    def __rmul__(self, other):
        return Dual.of(other) * self

    def __truediv__(self, other):
        other = Dual.of(other)
        quotient = self.value / other.value
        return Dual(quotient, (self.tangent - quotient * other.tangent) / other.value)

    def __rtruediv__(self, other):
        return Dual.of(other) / self

    def __pow__(self, other):
        other = Dual.of(other)
        tangent = 0.0
        if other.value != 0:
            tangent = other.value * self.value ** (other.value - 1) * self.tangent
        if other.tangent != 0:
            tangent = tangent + self.value**other.value * log(self.value) * other.tangent
        return Dual(self.value**other.value, tangent)

    def __rpow__(self, other):
        return Dual.of(other) ** self

    def __abs__(self):
        return self * (1 if self.value > 0 else -1)

    def __eq__(self, other):
        return self.value == Dual.of(other).value

    def __lt__(self, other):
        return self.value < Dual.of(other).value
