"""hint: marks-left-on-nodes

A default argument remembers the nodes of earlier calls.
"""


def topological_order(output, seen=set()):
    order, stack = [], [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
