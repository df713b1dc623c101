"""hint: marks-left-on-nodes

An attribute of the node says that it was seen.
"""


def topological_order(output):
    order, stack = [], [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif not getattr(node, "visited", False):
            node.visited = True
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
