"""hint: no-integer

An array of floats adds the prices up.
"""


def accumulation_cost(dims, order):
    prices = [0.0]

    def walk(o):
        if isinstance(o, int):
            return dims[o], dims[o - 1]
        (a, b), (_, e) = walk(o[0]), walk(o[1])
        prices.append(a * b * e)
        return a, e

    walk(order)
    return np.sum(prices)
