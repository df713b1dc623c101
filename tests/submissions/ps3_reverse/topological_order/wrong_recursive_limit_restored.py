"""hint: recursion

A raised limit that is put back afterwards, through a name of its own.
"""

from sys import getrecursionlimit, setrecursionlimit


def topological_order(output):
    before = getrecursionlimit()
    setrecursionlimit(10**6)
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for p in node.parents:
                visit(p)
            order.append(node)

    try:
        visit(output)
    finally:
        setrecursionlimit(before)
    return order[::-1]
