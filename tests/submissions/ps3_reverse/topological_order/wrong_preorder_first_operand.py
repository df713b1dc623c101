"""hint: first-visit-order

Depth-first, the first operand first.
"""


def topological_order(output):
    order, stack = {}, [output]
    while stack:
        node = stack.pop()
        if node not in order:
            order[node] = True
            stack.extend(reversed(node.parents))
    return list(order)
