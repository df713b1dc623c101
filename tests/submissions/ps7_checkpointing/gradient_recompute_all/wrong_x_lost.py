"""hint: input-overwritten

x itself is moved on.
"""


def gradient_recompute_all(chain, x, g):
    for i in range(len(chain) - 1, -1, -1):
        for forward, _ in chain[:i]:
            x = forward(x)
        g = chain[i][1](x, g)
    return g
