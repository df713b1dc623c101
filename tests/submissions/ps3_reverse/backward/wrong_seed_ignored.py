"""hint: seed-ignored

Always starts from ones.
"""


def backward(output, seed=1.0):
    adjoints = {output: np.ones_like(output.value)}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
