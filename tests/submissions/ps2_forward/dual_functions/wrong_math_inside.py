"""hint: numbers-inside

The math module takes numbers only.
"""

import math


def lift(value, slope, x):
    return Dual(value, slope * x.tangent)


def sin(x):
    return lift(math.sin(x.value), math.cos(x.value), x) if isinstance(x, Dual) else math.sin(x)


def cos(x):
    return lift(math.cos(x.value), -math.sin(x.value), x) if isinstance(x, Dual) else math.cos(x)


def exp(x):
    return lift(math.exp(x.value), math.exp(x.value), x) if isinstance(x, Dual) else math.exp(x)


def log(x):
    return lift(math.log(x.value), 1 / x.value, x) if isinstance(x, Dual) else math.log(x)


def sqrt(x):
    return (
        lift(math.sqrt(x.value), 1 / (2 * math.sqrt(x.value)), x)
        if isinstance(x, Dual)
        else math.sqrt(x)
    )


def tanh(x):
    return (
        lift(math.tanh(x.value), 1 - math.tanh(x.value) ** 2, x)
        if isinstance(x, Dual)
        else math.tanh(x)
    )
