"""hint: list-kept

The list is kept for each output and handed out again.
"""


lists = {}


def topological_order(output):
    if output in lists:
        return lists[output]
    order, stack, seen = [], [(output, False)], set()
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node.parents)
    lists[output] = order[::-1]
    return lists[output]
