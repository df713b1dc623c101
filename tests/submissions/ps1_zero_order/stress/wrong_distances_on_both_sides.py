"""hint: roots-compared

The distances themselves are compared with the roots of the table.
"""


def stress(W, D):
    total = 0.0
    for i, a in enumerate(W):
        for j, b in enumerate(W):
            total += (np.hypot.reduce(a - b) - D[i, j] ** 0.5) ** 2
    return total
