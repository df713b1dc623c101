"""hint: state-kept

A global dict, right for every node, that grows from call to call.
"""

ADJOINTS = {}


def backward(output, seed=1.0):
    order = topological_order(output)
    for node in order:
        ADJOINTS.pop(node, None)
    ADJOINTS[output] = seed
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            ADJOINTS[parent] = ADJOINTS.get(parent, 0.0) + vjp(ADJOINTS[node])
    return ADJOINTS
