"""hint: numbers-inside

NumPy's functions are called on the value, which may be a Dual.
"""


def lift(value, slope, x):
    return Dual(value, slope * x.tangent)


def sin(x):
    return lift(np.sin(x.value), np.cos(x.value), x) if isinstance(x, Dual) else np.sin(x)


def cos(x):
    return lift(np.cos(x.value), -np.sin(x.value), x) if isinstance(x, Dual) else np.cos(x)


def exp(x):
    return lift(np.exp(x.value), np.exp(x.value), x) if isinstance(x, Dual) else np.exp(x)


def log(x):
    return lift(np.log(x.value), 1 / x.value, x) if isinstance(x, Dual) else np.log(x)


def sqrt(x):
    return (
        lift(np.sqrt(x.value), 1 / (2 * np.sqrt(x.value)), x) if isinstance(x, Dual) else np.sqrt(x)
    )


def tanh(x):
    return (
        lift(np.tanh(x.value), 1 - np.tanh(x.value) ** 2, x) if isinstance(x, Dual) else np.tanh(x)
    )
