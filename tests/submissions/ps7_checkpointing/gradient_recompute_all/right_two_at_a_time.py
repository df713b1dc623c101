"""Each run keeps the last two activations, and so reverses two steps: half the work, four activations at most."""


def gradient_recompute_all(chain, x, g):
    i = len(chain) - 1
    while i > 0:
        before = x
        for j in range(i - 1):
            before = chain[j][0](before)
        g = chain[i][1](chain[i - 1][0](before), g)
        g = chain[i - 1][1](before, g)
        i -= 2
    if i == 0:
        g = chain[0][1](x, g)
    return g
