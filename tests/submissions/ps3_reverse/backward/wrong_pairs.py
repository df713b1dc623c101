"""hint: wrong-type

A list of pairs.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return list(adjoints.items())
