"""hint: number-has-no-shape

The zeros get the shape `x.shape`, which a plain number does not have, so the gradient of a constant
fails at x = 2.0.
"""


def grad(f):
    def gradient(x):
        node = Node(x)
        adjoints = backward(f(node))
        try:
            return adjoints[node]
        except KeyError:
            return np.zeros(x.shape)

    return gradient
