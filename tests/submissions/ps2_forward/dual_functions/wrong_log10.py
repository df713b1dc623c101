"""hint: another-base

The logarithm to the base 10.
"""


def lift(value, slope, x):
    return Dual(value, slope * x.tangent)


def sin(x):
    return lift(sin(x.value), cos(x.value), x) if isinstance(x, Dual) else np.sin(x)


def cos(x):
    return lift(cos(x.value), -sin(x.value), x) if isinstance(x, Dual) else np.cos(x)


def exp(x):
    return lift(exp(x.value), exp(x.value), x) if isinstance(x, Dual) else np.exp(x)


def log(x):
    return lift(log(x.value), 1 / x.value, x) if isinstance(x, Dual) else np.log10(x)


def sqrt(x):
    return lift(sqrt(x.value), 1 / (2 * sqrt(x.value)), x) if isinstance(x, Dual) else np.sqrt(x)


def tanh(x):
    return lift(tanh(x.value), 1 - tanh(x.value) ** 2, x) if isinstance(x, Dual) else np.tanh(x)
