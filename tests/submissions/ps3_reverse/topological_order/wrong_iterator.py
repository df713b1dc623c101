"""hint: wrong-type

An iterator over the nodes, where a list is asked.
"""


def topological_order(output):
    order, stack, done = [], [(output, False)], set()
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in done:
            done.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return reversed(order)
