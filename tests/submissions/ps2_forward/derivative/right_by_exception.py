"""Asks for forgiveness, returns a Python float."""


def derivative(f, x, *, seed=1.0):
    y = f(Dual(float(x), seed))
    try:
        return float(y.tangent)
    except AttributeError:
        return 0.0
