"""hint: node-missing

The list begins with the output's parents.
"""


def topological_order(output):
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1][1:]
