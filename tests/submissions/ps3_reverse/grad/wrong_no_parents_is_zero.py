"""hint: output-may-be-input

A result without parents is taken for a constant, but f may return its input itself, and then the
gradient is 1.
"""


def grad(f):
    def df(x):
        inp = Node(x)
        out = f(inp)
        if not out.parents:
            return np.zeros_like(inp.value)  # f is a constant
        adj = backward(out)
        return adj[inp] if inp in adj else np.zeros_like(inp.value)

    return df
