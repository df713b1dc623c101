"""hint: difference-quotient

Differences of the values.
"""


def grad(f):
    def gradient(x):
        x = np.asarray(x, dtype=float)
        out = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            e = np.zeros(x.shape)
            e[i] = 1e-5
            out[i] = (f(Node(x + e)).value - f(Node(x - e)).value) / 2e-5
        return out

    return gradient
