"""A depth-first walk as a generator; the tape it leaves behind is read backwards."""


def tape(output):
    seen, stack = set(), [output]
    while stack:
        node = stack[-1]
        waiting = [p for p in node.parents if p not in seen]
        if waiting:
            stack.append(waiting[0])
            continue
        stack.pop()
        if node not in seen:
            seen.add(node)
            yield node


def topological_order(output):
    order = list(tape(output))
    order.reverse()
    return order
