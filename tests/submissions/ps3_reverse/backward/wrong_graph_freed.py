"""hint: state-kept

Takes the graph apart as it goes, as a library does to save memory.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
        node.parents, node.vjps = (), ()
    return adjoints
