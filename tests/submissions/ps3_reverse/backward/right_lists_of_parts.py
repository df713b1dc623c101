"""Contributions are listed and summed when a node's turn comes."""


def backward(output, seed=1.0):
    parts = {output: [seed]}
    adj = {}
    for n in topological_order(output):
        adj[n] = sum(parts[n][1:], parts[n][0])
        for p, v in zip(n.parents, n.vjps):
            parts.setdefault(p, []).append(v(adj[n]))
    return adj
