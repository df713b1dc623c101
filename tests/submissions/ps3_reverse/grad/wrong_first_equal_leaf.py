"""hint: found-by-value

The first node that holds the number x is taken for the input.
"""


def grad(f):
    def gradient(x):
        for node, bar in backward(f(Node(x))).items():
            if not node.parents and np.array_equal(node.value, x):
                return bar
        return np.zeros(np.shape(x))

    return gradient
