"""hint: counted-again

Every visit hands on all that has arrived so far.
"""


def backward(output, seed=1.0):
    adjoints, stack = {output: seed}, [output]
    while stack:
        node = stack.pop()
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
        stack.extend(reversed(node.parents))
    return adjoints
