"""hint: nodes-changed

The adjoints are summed on the nodes, from 0 in each call, and stay there.
"""


def backward(output, seed=1.0):
    order = topological_order(output)
    for node in order:
        node.bar = np.zeros(node.value.shape)
    output.bar = output.bar + seed
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            parent.bar = parent.bar + vjp(node.bar)
    return {node: node.bar for node in order}
