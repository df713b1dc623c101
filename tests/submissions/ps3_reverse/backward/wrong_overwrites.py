"""hint: overwritten

`=` where `+=` is right.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = vjp(adjoints[node])
    return adjoints
