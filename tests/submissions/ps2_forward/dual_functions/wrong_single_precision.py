"""hint: nearly-right

Derivatives by differences, rounded to single precision.
"""


def by_differences(f):
    def function(x):
        if not isinstance(x, Dual):
            return f(x)
        h, weights = 0.01, (4 / 5, -1 / 5, 4 / 105, -1 / 280)
        slope = 0.0
        for k, a in enumerate(weights, start=1):
            slope = slope + (function(x.value + k * h) - function(x.value - k * h)) * (a / h)
        return Dual(
            function(x.value),
            slope * x.tangent if isinstance(slope, Dual) else np.float32(slope * x.tangent),
        )

    return function


sin, cos, exp = by_differences(np.sin), by_differences(np.cos), by_differences(np.exp)
log, sqrt, tanh = by_differences(np.log), by_differences(np.sqrt), by_differences(np.tanh)
