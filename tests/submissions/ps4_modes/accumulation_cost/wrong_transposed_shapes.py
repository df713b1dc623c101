"""hint: rows-and-columns-swapped

J_i is taken to have d_{i−1} rows.
"""


def accumulation_cost(dims, order):
    def walk(o):
        if isinstance(o, int):
            return dims[-1 - o], dims[len(dims) - o], 0
        a, b, c = walk(o[0])
        _, e, f = walk(o[1])
        return a, e, c + f + a * b * e

    return walk(order)[2]
