"""hint: first-visit-order

Breadth-first by first visit.
"""


def topological_order(output):
    order, seen = [output], {output}
    for node in order:
        for p in node.parents:
            if p not in seen:
                seen.add(p)
                order.append(p)
    return order
