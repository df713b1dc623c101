"""hint: adjoint-missing

The keys are ids of nodes.
"""


def backward(output, seed=1.0):
    adjoints = {id(output): seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[id(parent)] = adjoints.get(id(parent), 0.0) + vjp(adjoints[id(node)])
    return adjoints
