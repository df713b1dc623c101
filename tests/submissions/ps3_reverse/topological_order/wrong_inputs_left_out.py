"""hint: node-missing

Nodes without parents are skipped.
"""


def topological_order(output):
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen and node.parents:
            seen.add(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
