"""Powers of two, and relative errors."""


def best_steps(f, derivative, x):
    h = 2.0 ** -np.arange(50)
    exact = derivative(x)
    up = np.array([f(x + s) for s in h])
    down = np.array([f(x - s) for s in h])
    forward = abs((up - f(x)) / h / exact - 1)
    central = abs((up - down) / (2 * h) / exact - 1)
    return np.array([h[forward.argmin()], h[central.argmin()]])
