"""hint: wrong-value

One step in four powers of ten.
"""


def best_steps(f, derivative, x):
    hs = [1.0, 1e-4, 1e-8, 1e-12]
    exact = derivative(x)
    forward = [abs((f(x + h) - f(x)) / h - exact) for h in hs]
    central = [abs((f(x + h) - f(x - h)) / (2 * h) - exact) for h in hs]
    return hs[np.argmin(forward)], hs[np.argmin(central)]
