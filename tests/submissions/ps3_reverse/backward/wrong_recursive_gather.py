"""hint: recursion

A child's adjoint is found by recursion, with a memory.
"""


def backward(output, seed=1.0):
    order = topological_order(output)
    children = {node: [] for node in order}
    for node in order:
        for i, p in enumerate(node.parents):
            children[p].append((node, i))
    adjoints = {output: seed}

    def adjoint(node):
        if node not in adjoints:
            total = 0.0
            for child, i in children[node]:
                total = total + child.vjps[i](adjoint(child))
            adjoints[node] = total
        return adjoints[node]

    for node in reversed(order):
        adjoint(node)
    return adjoints
