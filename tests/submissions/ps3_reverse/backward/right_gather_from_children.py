"""Each node gathers from its children, as the formula is written."""


def backward(output, seed=1.0):
    order = topological_order(output)
    children = {node: [] for node in order}
    for node in order:
        for i, parent in enumerate(node.parents):
            children[parent].append((node, i))
    adjoints = {}
    for node in order:
        total = np.array(seed, dtype=float) if node is output else np.zeros(node.value.shape)
        for child, i in children[node]:
            total = total + child.vjps[i](adjoints[child])
        adjoints[node] = total
    return adjoints
