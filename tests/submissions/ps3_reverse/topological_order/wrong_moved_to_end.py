"""hint: moved-alone

A node that is met again moves to the end of the list, but its own parents do not move with it, so
they can stand before it.
"""


def topological_order(output):
    order = {output: None}  # a dict keeps the order
    queue = [output]
    head = 0
    while head < len(queue):
        node = queue[head]
        head += 1
        for parent in node.parents:
            if parent in order:
                del order[parent]  # met again: it has to stand later
            else:
                queue.append(parent)
            order[parent] = None
    return list(order)
