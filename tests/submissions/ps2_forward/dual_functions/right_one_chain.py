"""One chain rule for all, math for numbers, tanh by two factors."""

import math


def chain(x, g, slope):
    if isinstance(x, Dual):
        return Dual(g(x.value), x.tangent * slope(x.value))
    return getattr(math, g.__name__)(x)


def sin(x):
    return chain(x, sin, cos)


def cos(x):
    return chain(x, cos, lambda t: -1 * sin(t))


def exp(x):
    return chain(x, exp, exp)


def log(x):
    return chain(x, log, lambda t: 1 / t)


def sqrt(x):
    return chain(x, sqrt, lambda t: 1 / (2 * sqrt(t)))


def tanh(x):
    return chain(x, tanh, lambda t: (1 - tanh(t)) * (1 + tanh(t)))
