"""hint: step-lost

A ravel of a matrix that lies in memory by columns is a copy, so its step is lost.
"""


def finite_difference(f, x, h, scheme="central"):
    def moved(k, by):
        y = x.astype(float)  # in the order of x
        y.ravel()[k] += by
        return f(y)

    if scheme == "forward":
        f0 = f(x)
        slopes = [(moved(k, h) - f0) / h for k in range(x.size)]
    else:
        slopes = [(moved(k, h) - moved(k, -h)) / (2 * h) for k in range(x.size)]
    return np.reshape(np.array(slopes, dtype=float), x.shape)
