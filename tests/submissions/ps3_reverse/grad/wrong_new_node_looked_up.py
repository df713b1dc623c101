"""hint: another-node

Looks up a new node of the same value.
"""


def grad(f):
    def gradient(x):
        return backward(f(Node(x)))[Node(x)]

    return gradient
