"""Operators are added to the class from a table of lambdas."""

import operator

import numpy as np


class Dual:
    def __init__(self, value, tangent=0):
        self.value, self.tangent = value, tangent

    def __neg__(self):
        return Dual(-self.value, -self.tangent)

    def __abs__(self):
        return Dual(self.value, self.tangent) if self.value >= 0 else -self


def lift(z):
    return z if isinstance(z, Dual) else Dual(z)


def binary(name, value, tangent):
    def op(a, b):
        a, b = lift(a), lift(b)
        return Dual(value(a.value, b.value), tangent(a.value, a.tangent, b.value, b.tangent))

    setattr(Dual, f"__{name}__", op)
    setattr(Dual, f"__r{name}__", lambda a, b: op(b, a))


binary("add", operator.add, lambda x, dx, y, dy: dx + dy)
binary("sub", operator.sub, lambda x, dx, y, dy: dx - dy)
binary("mul", operator.mul, lambda x, dx, y, dy: x * dy + y * dx)
binary("truediv", operator.truediv, lambda x, dx, y, dy: dx / y - x / y * dy / y)


def power(a, b):
    if not isinstance(b, Dual):
        return Dual(a.value**b, (b * a.value ** (b - 1)) * a.tangent)
    a = lift(a)
    p = a.value**b.value
    return Dual(p, p * (np.log(a.value) * b.tangent + b.value / a.value * a.tangent))


Dual.__pow__ = power
Dual.__rpow__ = lambda b, a: power(Dual(a), b)
for name in "eq ne lt le gt ge".split():
    setattr(Dual, f"__{name}__", lambda a, b, f=getattr(operator, name): f(a.value, lift(b).value))
