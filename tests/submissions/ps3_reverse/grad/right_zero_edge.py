"""Adds an edge with the vjp 0 from the input to the result, so that the input is always there."""


def grad(f):
    def gradient(x):
        node = Node(x)
        y = f(node)
        top = Node(y.value, (y, node), (lambda g: g, lambda g: np.zeros(node.value.shape)))
        return np.asarray(backward(top)[node])

    return gradient
