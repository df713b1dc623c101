"""hint: wrong-shape

A number's adjoint is an array with one entry.
"""


def backward(output, seed=1.0):
    adjoints = {output: np.atleast_1d(seed)}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
