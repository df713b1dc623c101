"""hint: wrong-type

Returns a Node.
"""


def grad(f):
    def gradient(x):
        node = Node(x)
        return Node(backward(f(node)).get(node, np.zeros(np.shape(x))))

    return gradient
