"""hint: wrong-type

One step instead of two.
"""


def best_steps(f, derivative, x):
    h = 10.0 ** -np.arange(16.0)
    return h[np.argmin([abs((f(x + s) - f(x)) / s - derivative(x)) for s in h])]
