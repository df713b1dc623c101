"""hint: raised

A single Jacobian is taken for a pair.
"""


def accumulation_cost(dims, order):
    def walk(o):
        if isinstance(o, int):
            return dims[o], dims[o - 1], 0
        a, b, c = walk(o[0])
        _, e, f = walk(o[1])
        return a, e, c + f + a * b * e

    left, right = walk(order[0]), walk(order[1])
    return left[2] + right[2] + left[0] * left[1] * right[1]
