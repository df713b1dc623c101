"""hint: several-evaluations

Runs f for the value, and again for the gradient.
"""


def grad(f):
    def gradient(x):
        f(Node(x))
        node = Node(x)
        return backward(f(node)).get(node, np.zeros(np.shape(x)))

    return gradient
