"""hint: inner-dimension-misplaced

The inner dimension is read off the leftmost Jacobian of the left factor instead of its rightmost
one, which is the same only if the left factor is a single Jacobian.
"""


def accumulation_cost(dims, order):
    def first(o):
        while type(o) is tuple:
            o = o[0]
        return o

    def last(o):
        while type(o) is tuple:
            o = o[1]
        return o

    if type(order) is not tuple:
        return 0
    left, right = order
    p = dims[first(left)]
    q = dims[first(left) - 1]
    r = dims[last(right) - 1]
    return accumulation_cost(dims, left) + accumulation_cost(dims, right) + p * q * r
