"""hint: depends-on-earlier-calls

Kept by the name of f and the point.
"""


levels_in_use = 0
found = {}


def derivative(f, x):
    key = f.__name__, x
    if key not in found:
        y = f(Dual(x, 1.0))
        found[key] = y.tangent if isinstance(y, Dual) else 0.0
    return found[key]
