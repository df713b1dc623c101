"""A helper that runs i steps."""


def run(chain, x, i):
    y = x
    for j in range(i):
        f = chain[j][0]
        y = f(y)
    return y


def gradient_recompute_all(chain, x, g):
    i = len(chain)
    while i > 0:
        i -= 1
        y = run(chain, x, i)
        g = chain[i][1](y, g)
    return g
