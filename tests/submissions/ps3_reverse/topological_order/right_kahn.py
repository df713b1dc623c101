"""Counts of uses still to be listed, a queue from both ends."""

from collections import Counter, deque


def topological_order(output):
    uses, seen, queue = Counter(), {output}, deque([output])
    while queue:
        for p in queue.popleft().parents:
            uses[p] += 1
            if p not in seen:
                seen.add(p)
                queue.append(p)
    order, ready = [], deque([output])
    while ready:
        node = ready.popleft()
        order.append(node)
        for p in node.parents:
            uses[p] -= 1
            if not uses[p]:
                ready.append(p)
    return order
