"""Adds in place, but only into arrays that it made itself, and finds the order on the way by counting
uses.
"""


def backward(output, seed=1.0):
    remaining, buffers, stack = {output: 0}, {}, [output]
    while stack:
        node = stack.pop()
        buffers[node] = np.zeros(node.value.shape)
        for parent in node.parents:
            if parent not in remaining:
                remaining[parent] = 0
                stack.append(parent)
            remaining[parent] += 1

    buffers[output][...] = seed
    ready = [output]
    while ready:
        node = ready.pop()
        for parent, vjp in zip(node.parents, node.vjps):
            buffers[parent][...] += vjp(buffers[node].copy())
            remaining[parent] -= 1
            if remaining[parent] == 0:
                ready.append(parent)
    return buffers
