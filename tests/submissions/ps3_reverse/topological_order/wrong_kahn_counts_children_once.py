"""hint: children-counted-once

The number of uses is counted once for each child, but it is lowered once for each use, so a node
that x * x uses twice comes too early.
"""

from collections import defaultdict


def topological_order(output):
    # 1. how many children does every node have?
    count = defaultdict(int)
    seen = {output}
    stack = [output]
    while stack:
        node = stack.pop()
        for parent in set(node.parents):
            count[parent] += 1
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)

    # 2. Kahn's algorithm
    order = []
    ready = [output]
    while ready:
        node = ready.pop()
        order.append(node)
        for parent in node.parents:
            count[parent] -= 1
            if count[parent] == 0:
                ready.append(parent)
    return order
