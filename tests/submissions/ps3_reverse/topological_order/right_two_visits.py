"""Each node goes on the stack twice, to be entered and to be left; ids instead of nodes."""


def topological_order(output):
    finished, entered, stack = [], set(), [(output, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            finished.append(node)
            continue
        if id(node) in entered:
            continue
        entered.add(id(node))
        stack.append((node, True))
        stack.extend((p, False) for p in node.parents if id(p) not in entered)
    return finished[::-1]
