"""Without recursion: a stack of shapes, in postfix order."""


def accumulation_cost(dims, order):
    if isinstance(order, int):
        return 0
    waiting, done, total = [order], [], 0
    post = []
    while waiting:
        node = waiting.pop()
        post.append(node)
        if isinstance(node, tuple):
            waiting.extend(node)
    for node in reversed(post):
        if isinstance(node, int):
            done.append((dims[node], dims[node - 1]))
        else:
            right, left = done.pop(), done.pop()
            total += left[0] * left[1] * right[1]
            done.append((left[0], right[1]))
    return total
