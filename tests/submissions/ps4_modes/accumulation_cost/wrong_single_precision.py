"""hint: too-few-bits

The sum of all products in a float32, made an integer at the end.
"""


def accumulation_cost(dims, order):
    total = np.zeros(1, dtype=np.float32)

    def ends(part):
        if isinstance(part, int):
            return part, part - 1
        (top, middle), (_, low) = ends(part[0]), ends(part[1])
        total[0] += dims[top] * dims[middle] * dims[low]
        return top, low

    ends(order)
    return int(total[0])
