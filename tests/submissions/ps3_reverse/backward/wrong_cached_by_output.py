"""hint: state-kept

A cache that forgets the seed.
"""

CACHE = {}


def backward(output, seed=1.0):
    if output not in CACHE:
        adjoints = {output: seed}
        for node in topological_order(output):
            for parent, vjp in zip(node.parents, node.vjps):
                adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
        CACHE[output] = adjoints
    return CACHE[output]
