"""A right pass over a `topological_order` that gives the order of evaluation."""

right_order = topological_order


def topological_order(output):
    return right_order(output)[::-1]


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
