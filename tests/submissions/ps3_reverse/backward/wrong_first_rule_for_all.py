"""hint: first-rule-alone

The first rule serves every parent.
"""


def backward(output, seed=1.0):
    bars = {output: np.asarray(seed, dtype=float)}
    for node in topological_order(output):
        for parent in node.parents:
            bars[parent] = bars.get(parent, 0.0) + node.vjps[0](bars[node])
    return bars
