"""hint: too-few-bits

Products of NumPy's int32, which wrap around.
"""


def accumulation_cost(dims, order):
    sizes = np.array(dims, dtype="int32")

    def cost(part):
        if isinstance(part, int):
            return sizes[part], sizes[part - 1], np.int32(0)
        rows, inner, first = cost(part[0])
        _, columns, second = cost(part[1])
        return rows, columns, first + second + rows * inner * columns

    return int(cost(order)[2])
