"""hint: not-at-a-dual

The complex step is exact, and no dual number.
"""


def derivative(f, x):
    return np.imag(f(x + 1e-200j)) / 1e-200
