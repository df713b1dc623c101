"""hint: recursion

Recursion in a thread with a large stack.
"""

import sys
import threading


def topological_order(output):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for i in range(len(node.parents)):
                visit(node.parents[i])
            order.append(node)

    sys.setrecursionlimit(10**6)
    old = threading.stack_size(256 * 1024 * 1024)
    try:
        thread = threading.Thread(target=visit, args=(output,))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(old)
        sys.setrecursionlimit(1000)
    return order[::-1]
