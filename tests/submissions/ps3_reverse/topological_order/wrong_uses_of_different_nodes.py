"""hint: node-missing

Counts each use, but takes off one for each different parent.
"""


def topological_order(output):
    uses, found = {output: 0}, [output]
    for node in found:
        for p in node.parents:
            if p not in uses:
                uses[p] = 0
                found.append(p)
            uses[p] += 1
    order, ready = [], [output]
    while ready:
        node = ready.pop()
        order.append(node)
        for p in set(node.parents):
            uses[p] -= 1
            if uses[p] == 0:
                ready.append(p)
    return order
