"""hint: output-adjoint

Looks up the output.
"""


def grad(f):
    def gradient(x):
        output = f(Node(x))
        return backward(output)[output]

    return gradient
