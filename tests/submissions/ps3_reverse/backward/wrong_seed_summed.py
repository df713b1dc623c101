"""hint: seed-ignored

A scalar seed only: the number 1.0, whatever is given.
"""


def backward(output, seed=1.0):
    adjoints = {output: 1.0}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
