"""hint: repeated-node

No record of what has been seen.
"""


def topological_order(output):
    order = [output]
    for node in order:
        order.extend(node.parents)
        if len(order) > 200_000:
            break
    return order
