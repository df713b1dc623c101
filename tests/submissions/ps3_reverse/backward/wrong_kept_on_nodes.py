"""hint: state-kept

Adjoints live on the nodes and are never set back.
"""


def backward(output, seed=1.0):
    order = topological_order(output)
    for node in order:
        if not hasattr(node, "adjoint"):
            node.adjoint = 0.0
    output.adjoint = seed
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            parent.adjoint = parent.adjoint + vjp(node.adjoint)
    return {node: node.adjoint for node in order}
