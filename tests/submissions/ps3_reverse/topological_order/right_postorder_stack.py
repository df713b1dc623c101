"""Depth-first walk with a stack of iterators; nodes listed when left, then reversed. A tuple."""


def topological_order(output):
    order, seen = [], {output}
    stack = [(output, iter(output.parents))]
    while stack:
        node, parents = stack[-1]
        for p in parents:
            if p not in seen:
                seen.add(p)
                stack.append((p, iter(p.parents)))
                break
        else:
            order.append(node)
            stack.pop()
    return tuple(reversed(order))
