"""hint: entries-counted

The sizes of the intermediate results.
"""


def accumulation_cost(dims, order):
    def walk(o):
        if isinstance(o, int):
            return dims[o], dims[o - 1], 0
        a, _, c = walk(o[0])
        _, e, f = walk(o[1])
        return a, e, c + f + a * e

    return walk(order)[2]
