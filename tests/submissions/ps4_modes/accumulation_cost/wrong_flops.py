"""hint: additions-counted

Multiplications and additions.
"""


def accumulation_cost(dims, order):
    def walk(o):
        if isinstance(o, int):
            return dims[o], dims[o - 1], 0
        a, b, c = walk(o[0])
        d, e, f = walk(o[1])
        return a, e, c + f + a * e * (2 * b - 1)

    return walk(order)[2]
