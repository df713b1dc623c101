"""hint: shared-array

np.add with `out`, into the adjoint that arrived first.
"""


def backward(output, seed=1.0):
    adjoints = {output: np.asarray(seed, dtype=float)}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            g = np.asarray(vjp(adjoints[node]))
            if parent in adjoints and adjoints[parent].ndim:
                np.add(adjoints[parent], g, out=adjoints[parent])
            elif parent in adjoints:
                adjoints[parent] = adjoints[parent] + g
            else:
                adjoints[parent] = g
    return adjoints
