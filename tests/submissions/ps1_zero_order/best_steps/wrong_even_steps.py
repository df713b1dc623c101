"""hint: evenly-spaced

A hundred steps of equal distance.
"""


def best_steps(f, derivative, x):
    hs = np.linspace(1e-15, 1, 100)
    forward = [abs((f(x + h) - f(x)) / h - derivative(x)) for h in hs]
    central = [abs((f(x + h) - f(x - h)) / (2 * h) - derivative(x)) for h in hs]
    return hs[np.argmin(forward)], hs[np.argmin(central)]
