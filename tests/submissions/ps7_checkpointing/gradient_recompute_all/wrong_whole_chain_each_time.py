"""hint: to-the-end-each-time

Runs to the end, and remembers what it came by.
"""


def gradient_recompute_all(chain, x, g):
    n = len(chain)
    for i in reversed(range(n)):
        y, wanted = x, None
        for j in range(n):
            if j == i:
                wanted = y
            y = chain[j][0](y)
        g = chain[i][1](wanted, g)
    return g
