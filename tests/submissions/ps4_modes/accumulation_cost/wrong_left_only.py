"""hint: one-branch-only

The right factor is taken for free.
"""


def accumulation_cost(dims, order):
    def walk(o):
        if isinstance(o, int):
            return dims[o], dims[o - 1], 0
        a, b, c = walk(o[0])
        _, e, _ = walk(o[1])
        return a, e, c + a * b * e

    return walk(order)[2]
