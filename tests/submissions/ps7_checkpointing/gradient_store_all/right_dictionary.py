"""Activations by their number, the result too."""


def gradient_store_all(chain, x, g):
    xs = {0: x}
    for i in range(len(chain)):
        xs[i + 1] = chain[i][0](xs[i])
    x_bar = g
    for i in range(len(chain) - 1, -1, -1):
        x_bar = chain[i][1](xs[i], x_bar)
    return x_bar
