"""hint: called-with-an-array

The derivative is called with an array of places.
"""


def best_steps(f, derivative, x):
    hs = 10.0 ** -np.arange(16)
    exact = derivative(np.full(hs.shape, x))
    forward = np.array([(f(x + h) - f(x)) / h for h in hs])
    central = np.array([(f(x + h) - f(x - h)) / (2 * h) for h in hs])
    return hs[np.argmin(abs(forward - exact))], hs[np.argmin(abs(central - exact))]
