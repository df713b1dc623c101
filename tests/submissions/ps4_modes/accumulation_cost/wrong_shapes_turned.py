"""hint: rows-and-columns-swapped

Takes the shape of J_i for (d_{i−1}, d_i), so multiplies rows of the left with columns of the right that do not fit.
"""


def accumulation_cost(dims, order):
    def go(o):
        if isinstance(o, int):
            return 0, dims[o - 1], dims[o]
        cl, p, q = go(o[0])
        cr, _, r = go(o[1])
        return cl + cr + p * q * r, p, r

    return go(order)[0]
