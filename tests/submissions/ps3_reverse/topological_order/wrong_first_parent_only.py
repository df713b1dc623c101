"""hint: node-missing

Follows one parent of each node.
"""


def topological_order(output):
    order = [output]
    while order[-1].parents:
        order.append(order[-1].parents[0])
    return order
