"""hint: dearest-product

Looks for the order whose dearest single product is the cheapest (a maximum in place of the sum), and returns the cost of that order.
"""


def best_order(dims):
    k = len(dims) - 1
    # (dearest product, sum of the products, order)
    T = {(i, i + 1): (0, 0, i + 1) for i in range(k)}
    for length in range(2, k + 1):
        for lo in range(k - length + 1):
            hi = lo + length
            T[lo, hi] = min(
                (
                    (
                        max(T[s, hi][0], T[lo, s][0], dims[hi] * dims[s] * dims[lo]),
                        T[s, hi][1] + T[lo, s][1] + dims[hi] * dims[s] * dims[lo],
                        (T[s, hi][2], T[lo, s][2]),
                    )
                    for s in range(lo + 1, hi)
                ),
                key=lambda t: t[0],
            )
    return T[0, k][1:]
