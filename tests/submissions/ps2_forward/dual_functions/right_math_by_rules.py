"""math for numbers, one rule a function."""

import math


def sin(x):
    return Dual(sin(x.value), cos(x.value) * x.tangent) if hasattr(x, "tangent") else math.sin(x)


def cos(x):
    return Dual(cos(x.value), -(sin(x.value) * x.tangent)) if hasattr(x, "tangent") else math.cos(x)


def exp(x):
    return Dual(exp(x.value), x.tangent * exp(x.value)) if hasattr(x, "tangent") else math.exp(x)


def log(x):
    return Dual(log(x.value), x.tangent / x.value) if hasattr(x, "tangent") else math.log(x)


def sqrt(x):
    return x**0.5


def tanh(x):
    e = exp(2 * x)
    return (e - 1) / (e + 1)
