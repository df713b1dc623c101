"""hint: not-all-compared

The best of a thousand orders that are drawn.
"""


def best_order(dims):
    rng = np.random.default_rng(5)

    def drawn(i, j):
        if i == j:
            return i
        s = int(rng.integers(i, j))
        return drawn(s + 1, j), drawn(i, s)

    orders = [drawn(1, len(dims) - 1) for _ in range(1000)]
    return min(((accumulation_cost(dims, o), o) for o in orders), key=lambda pair: pair[0])
