"""hint: marks-left-on-nodes

The walk takes the parents off the nodes.
"""


def topological_order(output):
    found, seen = [output], {output}
    uses = {output: 0}
    for node in found:
        for p in node.parents:
            uses[p] = uses.get(p, 0) + 1
            if p not in seen:
                seen.add(p)
                found.append(p)
    order, ready = [], [output]
    while ready:
        node = ready.pop()
        order.append(node)
        for p in node.parents:
            uses[p] -= 1
            if uses[p] == 0:
                ready.append(p)
        node.parents = ()
    return order
