"""hint: recursion

Recursion along the list, with a raised limit put back afterwards.
"""

from sys import getrecursionlimit, setrecursionlimit


def backward(output, seed=1.0):
    uses = {}
    seen = set()

    def count(node):
        if node not in seen:
            seen.add(node)
            for p in node.parents:
                uses[p] = uses.get(p, 0) + 1
                count(p)

    adjoints = {output: seed}

    def send(node):
        for p, vjp in zip(node.parents, node.vjps):
            c = vjp(adjoints[node])
            adjoints[p] = adjoints[p] + c if p in adjoints else c
            uses[p] -= 1
            if uses[p] == 0:
                send(p)

    before = getrecursionlimit()
    setrecursionlimit(10**6)
    try:
        count(output)
        send(output)
    finally:
        setrecursionlimit(before)
    return adjoints
