"""hint: value-for-gradient

Returns f(x).
"""


def grad(f):
    return lambda x: f(Node(x)).value
