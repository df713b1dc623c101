"""Adds nothing of the input, so that it is always in the graph; a list comes back."""


def grad(f):
    def gradient(x):
        node = Node(x)
        output = f(node) + 0.0 * node.sum()
        return np.asarray(backward(output)[node]).tolist()

    return gradient
