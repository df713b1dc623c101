"""A right pass; `topological_order` has no answer yet, which costs that exercise only."""


def topological_order(output):
    raise NotImplementedError("topological_order")


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
