"""hint: zeros-left-out

What contributes nothing is not entered.
"""


def backward(output, seed=1.0):
    adj = {output: seed}
    for n in topological_order(output):
        for p, v in zip(n.parents, n.vjps):
            c = v(adj.get(n, 0.0))
            if np.all(c == 0):
                continue
            adj[p] = adj.get(p, 0.0) + c
    return adj
