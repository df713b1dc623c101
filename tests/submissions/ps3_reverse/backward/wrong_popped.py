"""hint: adjoint-missing

Takes an adjoint out of the dict when it is used, as a library does to save memory.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        g = adjoints.pop(node)
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(g)
    adjoints[node] = g
    return adjoints
