"""hint: shared-array

`+=` on the array that a vjp returned.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            if parent in adjoints:
                adjoints[parent] += vjp(adjoints[node])
            else:
                adjoints[parent] = vjp(adjoints[node])
    return adjoints
