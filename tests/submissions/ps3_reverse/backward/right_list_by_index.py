"""Adjoints in a list, by the place of the node in the order."""


def backward(output, seed=1.0):
    order = list(topological_order(output))
    place = {node: i for i, node in enumerate(order)}
    parts = [[] for _ in order]
    parts[0].append(seed)
    for i, node in enumerate(order):
        g = sum(parts[i][1:], parts[i][0])
        parts[i] = [g]
        for parent, vjp in zip(node.parents, node.vjps):
            parts[place[parent]].append(vjp(g))
    return {node: parts[i][0] for i, node in enumerate(order)}
