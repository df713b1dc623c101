"""hint: recomputed

Nothing is stored: every activation is computed from x.
"""


def gradient_store_all(chain, x, g):
    for i in range(len(chain), 0, -1):
        a = x
        for j in range(i - 1):
            a = chain[j][0](a)
        g = chain[i - 1][1](a, g)
    return g
