"""hint: raised

Takes f and returns the gradient at once.
"""


def grad(f):
    node = Node(np.ones(3))
    return backward(f(node)).get(node, np.zeros(3))
