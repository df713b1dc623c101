"""hint: seed-again

The seed, and the seed once more at each step.
"""


def backward(output, seed=1.0):
    adj = {output: seed}
    for n in topological_order(output):
        for p, v in zip(n.parents, n.vjps):
            adj[p] = adj.get(p, 0.0) + seed * v(adj[n])
    return adj
