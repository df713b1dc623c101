"""hint: inner-dimension-misplaced

Takes q from one place too far to the left (the rows of the last left factor, not its columns).
"""


def accumulation_cost(dims, order):
    total = 0

    def ends(o):
        nonlocal total
        if isinstance(o, int):
            return o, o
        left_hi, left_lo = ends(o[0])
        right_hi, right_lo = ends(o[1])
        p, q, r = dims[left_hi], dims[left_lo], dims[right_lo - 1]
        total += p * q * r
        return left_hi, right_lo

    ends(order)
    return total
