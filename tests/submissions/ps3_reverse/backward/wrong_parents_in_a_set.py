"""hint: edge-lost

The vjp is looked up by the parent.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent in set(node.parents):
            vjp = node.vjps[node.parents.index(parent)]
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
