"""hint: slow-search

A list, searched for each node.
"""


def topological_order(output):
    order, seen, stack = [], [], [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen:
            seen.append(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
