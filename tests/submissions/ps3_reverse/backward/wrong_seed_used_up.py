"""hint: arguments-changed

The seed's array is emptied when the pass is over.
"""


def backward(output, seed=1.0):
    adjoints = {output: np.array(seed)}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    if np.ndim(seed):
        seed[...] = 0.0
    return adjoints
