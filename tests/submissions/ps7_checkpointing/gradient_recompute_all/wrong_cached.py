"""hint: stored-all

A cache holds all activations.
"""


def gradient_recompute_all(chain, x, g):
    cache = {0: x}

    def activation(i):
        if i not in cache:
            cache[i] = chain[i - 1][0](activation(i - 1))
        return cache[i]

    for i in reversed(range(len(chain))):
        g = chain[i][1](activation(i), g)
    return g
