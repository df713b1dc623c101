"""A named tuple whose operators are all redefined."""

from typing import Any, NamedTuple

import numpy as np


def pair(x):
    return x if isinstance(x, Dual) else Dual(x)


class Dual(NamedTuple):
    value: Any
    tangent: Any = 0.0

    def __add__(self, other):
        return Dual(*(a + b for a, b in zip(tuple(self), tuple(pair(other)))))

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Dual(*(-a for a in tuple(self)))

    def __sub__(self, other):
        return self + -pair(other)

    def __rsub__(self, other):
        return pair(other) + -self

    def __mul__(self, other):
        (x, dx), (y, dy) = self, pair(other)
        return Dual(x * y, x * dy + dx * y)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        (x, dx), (y, dy) = self, pair(other)
        return Dual(x / y, dx / y - x * dy / y / y)

    def __rtruediv__(self, other):
        return pair(other) / self

    def __pow__(self, other):
        x, dx = self
        if not isinstance(other, Dual):
            return Dual(x**other, 0.0 * dx if other == 0 else other * x ** (other - 1) * dx)
        y, dy = other
        return Dual(x**y, x**y * (dy * np.log(x) + y * dx / x))

    def __rpow__(self, other):
        return pair(other) ** self

    def __abs__(self):
        return Dual(abs(self.value), self.tangent if self.value > 0 else -self.tangent)

    def __eq__(self, other):
        return self.value == pair(other).value

    def __ne__(self, other):
        return self.value != pair(other).value

    def __lt__(self, other):
        return self.value < pair(other).value

    def __le__(self, other):
        return self.value <= pair(other).value

    def __gt__(self, other):
        return self.value > pair(other).value

    def __ge__(self, other):
        return self.value >= pair(other).value
