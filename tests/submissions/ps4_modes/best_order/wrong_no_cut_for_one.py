"""hint: single-jacobian-priced

The least of no cuts, for a single Jacobian.
"""


def best_order(dims):
    d, best = list(dims), {}

    def part(i, j):
        return (0, i) if i == j else best[i, j]

    for length in range(1, max(len(d) - 1, 2)):
        for i in range(1, max(len(d) - length, 2)):
            j = i + length
            tries = []
            for s in range(i, min(j, len(d) - 1)):
                (a, right), (b, left) = part(i, s), part(s + 1, j)
                tries.append((a + b + d[j] * d[s] * d[i - 1], (left, right)))
            best[i, j] = min(tries, key=lambda pair: pair[0])
    return best[1, len(d) - 1]
