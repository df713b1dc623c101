"""hint: better-of-the-modes

The cheaper one of forward and reverse mode.
"""


def best_order(dims):
    k = len(dims) - 1
    forward = sum(dims[0] * dims[i] * dims[i + 1] for i in range(1, k))
    reverse = sum(dims[k] * dims[i] * dims[i - 1] for i in range(1, k))
    if forward <= reverse:
        order = 1
        for i in range(2, k + 1):
            order = (i, order)
        return forward, order
    order = k
    for i in range(k - 1, 0, -1):
        order = (order, i)
    return reverse, order
