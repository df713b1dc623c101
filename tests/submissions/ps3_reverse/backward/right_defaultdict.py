"""A defaultdict of floats; `0.0 + array` makes the first new array."""

from collections import defaultdict


def backward(output, seed=1.0):
    adjoints = defaultdict(float)
    adjoints[output] = seed
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] += vjp(adjoints[node])
    return adjoints
