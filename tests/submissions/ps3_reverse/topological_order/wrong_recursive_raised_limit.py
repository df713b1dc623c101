"""hint: recursion

The recursive walk with a raised limit, set in the call.
"""

import sys


def topological_order(output):
    sys.setrecursionlimit(10**6)
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for p in node.parents:
                visit(p)
            order.append(node)

    visit(output)
    return order[::-1]
