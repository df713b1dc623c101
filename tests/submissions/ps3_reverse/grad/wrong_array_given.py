"""hint: array-given

f is called with the array.
"""


def grad(f):
    def gr(x):
        n = Node(x)
        return backward(f(x))[n]

    return gr
