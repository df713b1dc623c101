"""hint: plain-number

Only a float counts as a number; for an integer such as log(2) it looks for a value and fails.
"""

import math


def sin(x):
    if isinstance(x, float):
        return math.sin(x)
    return Dual(sin(x.value), x.tangent * cos(x.value))


def cos(x):
    if isinstance(x, float):
        return math.cos(x)
    return Dual(cos(x.value), -x.tangent * sin(x.value))


def exp(x):
    if isinstance(x, float):
        return math.exp(x)
    return Dual(exp(x.value), x.tangent * exp(x.value))


def log(x):
    if isinstance(x, float):
        return math.log(x)
    return Dual(log(x.value), x.tangent / x.value)


def sqrt(x):
    if isinstance(x, float):
        return math.sqrt(x)
    return Dual(sqrt(x.value), x.tangent / (2.0 * sqrt(x.value)))


def tanh(x):
    if isinstance(x, float):
        return math.tanh(x)
    return Dual(tanh(x.value), x.tangent * (1.0 - tanh(x.value) ** 2))
