"""hint: matrix-times-vector

p·q, as if the right factor had one column.
"""


def accumulation_cost(dims, order):
    def shape_and_cost(part):
        if isinstance(part, int):
            return dims[part], dims[part - 1], 0
        p, q, left = shape_and_cost(part[0])
        _, r, right = shape_and_cost(part[1])
        return p, r, left + right + p * q

    return shape_and_cost(order)[2]
