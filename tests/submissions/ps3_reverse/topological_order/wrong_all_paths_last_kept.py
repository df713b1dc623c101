"""hint: every-path

Walks every path and keeps each node's last place: right, and exponential.
"""


def topological_order(output):
    last, step, level = {}, 0, [output]
    while level:
        below = []
        for node in level:
            last[node] = step
            step += 1
            below.extend(node.parents)
        level = below
    return sorted(last, key=last.get)
