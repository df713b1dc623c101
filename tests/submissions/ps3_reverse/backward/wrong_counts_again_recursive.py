"""hint: counted-again

The same, written with recursion.
"""


def backward(output, seed=1.0):
    adjoints = {output: seed}

    def visit(node):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
            visit(parent)

    visit(output)
    return adjoints
