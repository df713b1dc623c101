"""hint: function-of-tangent

The function is applied to value and tangent alike.
"""


def lift(value, slope, x):
    return Dual(value, slope * x.tangent)


def sin(x):
    return Dual(sin(x.value), sin(x.tangent)) if isinstance(x, Dual) else np.sin(x)


def cos(x):
    return lift(cos(x.value), -sin(x.value), x) if isinstance(x, Dual) else np.cos(x)


def exp(x):
    return lift(exp(x.value), exp(x.value), x) if isinstance(x, Dual) else np.exp(x)


def log(x):
    return lift(log(x.value), 1 / x.value, x) if isinstance(x, Dual) else np.log(x)


def sqrt(x):
    return lift(sqrt(x.value), 1 / (2 * sqrt(x.value)), x) if isinstance(x, Dual) else np.sqrt(x)


def tanh(x):
    return Dual(tanh(x.value), tanh(x.tangent)) if isinstance(x, Dual) else np.tanh(x)
