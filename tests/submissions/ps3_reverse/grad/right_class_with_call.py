"""A callable object."""


class Gradient:
    def __init__(self, f):
        self.f = f

    def __call__(self, x):
        node = Node(np.array(x, dtype=float))
        found = backward(self.f(node), 1.0)
        return found[node] if node in found else np.zeros(np.shape(x))


def grad(f):
    return Gradient(f)
