"""hint: recursion

The usual recursive walk.
"""


def topological_order(output):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for p in node.parents:
                visit(p)
            order.append(node)

    visit(output)
    return order[::-1]
