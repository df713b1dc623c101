"""hint: unused-input

Looks up a node that was not the one given to f.
"""

def grad(f):
    def gradient(x):
        return backward(f(Node(x)))[Node(x)]

    return gradient
