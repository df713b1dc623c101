"""hint: nodes-changed

A mark that is new in each call stays on the nodes.
"""


def topological_order(output):
    mark = object()
    order, stack = [], [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif getattr(node, "mark", None) is not mark:
            node.mark = mark
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
