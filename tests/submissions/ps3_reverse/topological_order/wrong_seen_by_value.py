"""hint: compared-by-value

Values stand for the nodes.
"""


def topological_order(output):
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif float(node.value) not in seen:
            seen.add(float(node.value))
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    return order[::-1]
