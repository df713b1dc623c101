"""hint: rounded

Eight digits behind the point.
"""


levels_in_use = 0


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return float(np.round(y.tangent, 8)) if isinstance(y, Dual) else 0.0
