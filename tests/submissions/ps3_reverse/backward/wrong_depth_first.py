"""hint: too-early

Depth-first by first visit, each node once.
"""


def backward(output, seed=1.0):
    adjoints, done, stack = {output: seed}, set(), [output]
    while stack:
        node = stack.pop()
        if node in done:
            continue
        done.add(node)
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
            stack.append(parent)
    return adjoints
