"""hint: accumulated

The gradients of several calls are added up, because the sum lives outside of the returned function.
"""


def grad(f):
    total = [0.0]

    def gradient(x):
        node = Node(x)
        g = backward(f(node)).get(node, np.zeros(node.value.shape))
        total[0] = total[0] + g
        return total[0]

    return gradient
