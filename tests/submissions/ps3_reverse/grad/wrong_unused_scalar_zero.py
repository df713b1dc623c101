"""hint: unused-input

The number 0 where an array of zeros is asked.
"""


def grad(f):
    def gradient(x):
        node = Node(x)
        return backward(f(node)).get(node, 0.0)

    return gradient
