"""hint: square-missing

The derivative of tanh is 1 - tanh², but tanh is not squared.
"""


def _apply(x, g, dg):
    if hasattr(x, "tangent"):
        return Dual(g(x.value), dg(x.value) * x.tangent)
    return None


def sin(x):
    return _apply(x, sin, cos) if isinstance(x, Dual) else np.sin(x)


def cos(x):
    return _apply(x, cos, lambda z: -sin(z)) if isinstance(x, Dual) else np.cos(x)


def exp(x):
    return _apply(x, exp, exp) if isinstance(x, Dual) else np.exp(x)


def log(x):
    return _apply(x, log, lambda z: 1 / z) if isinstance(x, Dual) else np.log(x)


def sqrt(x):
    return _apply(x, sqrt, lambda z: 0.5 / sqrt(z)) if isinstance(x, Dual) else np.sqrt(x)


def tanh(x):
    return _apply(x, tanh, lambda z: 1 - tanh(z)) if isinstance(x, Dual) else np.tanh(x)
