"""hint: not-at-a-dual

A central difference, rounded so that single precision might be believed.
"""


def derivative(f, x):
    return np.float32((f(x + 1e-6) - f(x - 1e-6)) / 2e-6)
