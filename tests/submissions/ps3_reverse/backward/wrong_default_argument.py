"""hint: state-kept

A default argument keeps the dict of the last call.
"""


def backward(output, seed=1.0, adjoints={}):
    adjoints[output] = seed
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
