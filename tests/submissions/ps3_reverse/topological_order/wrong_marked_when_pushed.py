"""hint: marked-too-early

A node counts as seen once it is on the stack, not when it is entered.
"""


def topological_order(output):
    order, seen, stack = [], {output}, [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
            continue
        stack.append((node, True))
        for p in node.parents:
            if p not in seen:
                seen.add(p)
                stack.append((p, False))
    return order[::-1]
