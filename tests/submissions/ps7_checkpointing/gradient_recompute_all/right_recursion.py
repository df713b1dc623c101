"""The last step is reversed, then the chain without it."""


def gradient_recompute_all(chain, x, g):
    if len(chain) == 0:
        return g
    y = x
    for forward, _ in chain[:-1]:
        y = forward(y)
    g = chain[-1][1](y, g)
    del y
    return gradient_recompute_all(chain[:-1], x, g)
