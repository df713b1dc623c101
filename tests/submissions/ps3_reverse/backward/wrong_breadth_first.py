"""hint: too-early

Breadth-first by first visit, each node once.
"""


def backward(output, seed=1.0):
    adjoints, queue, seen = {output: seed}, [output], {output}
    for node in queue:
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)
    return adjoints
