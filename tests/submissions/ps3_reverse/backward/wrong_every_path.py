"""hint: path-by-path

The sum over all paths: right values, exponential work.
"""


def backward(output, seed=1.0):
    adjoints, stack = {}, [(output, seed)]
    while stack:
        node, g = stack.pop()
        adjoints[node] = adjoints[node] + g if node in adjoints else g
        stack.extend((p, vjp(g)) for p, vjp in zip(node.parents, node.vjps))
    return adjoints
