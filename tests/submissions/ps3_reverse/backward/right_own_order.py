"""Counts of uses inside the pass itself; zeros of the value's shape, filled in place."""


def backward(output, seed=1.0):
    uses, found = {output: 0}, [output]
    for node in found:
        for p in node.parents:
            if p not in uses:
                uses[p] = 0
                found.append(p)
            uses[p] += 1
    adjoints = {node: np.zeros_like(node.value) for node in found}
    adjoints[output] = adjoints[output] + seed
    ready = [output]
    while ready:
        node = ready.pop()
        for p, vjp in zip(node.parents, node.vjps):
            adjoints[p] += vjp(adjoints[node])
            uses[p] -= 1
            if uses[p] == 0:
                ready.append(p)
    return adjoints
