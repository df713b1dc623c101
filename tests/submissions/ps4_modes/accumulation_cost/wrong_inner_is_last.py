"""hint: inner-dimension-misplaced

p·r·r in the place of p·q·r.
"""


def accumulation_cost(dims, order):
    def walk(part):
        if isinstance(part, int):
            return 0, dims[part], dims[part - 1]
        (a, p, _), (b, _, r) = walk(part[0]), walk(part[1])
        return a + b + p * r * r, p, r

    return walk(order)[0]
