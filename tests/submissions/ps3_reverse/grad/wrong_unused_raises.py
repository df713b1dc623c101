"""hint: unused-input

KeyError where f does not use its input.
"""


def grad(f):
    def gradient(x):
        node = Node(x)
        return backward(f(node))[node]

    return gradient
