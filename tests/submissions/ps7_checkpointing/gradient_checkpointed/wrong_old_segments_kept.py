"""hint: stored-all

The dict of activations only grows.
"""


def gradient_checkpointed(chain, x, g, every):
    n, xs = len(chain), {}
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            xs[i] = x
        x = f(x)
    for i in reversed(range(n)):
        if i not in xs:
            j = i // every * every
            while j < i:
                xs[j + 1] = chain[j][0](xs[j])
                j += 1
        g = chain[i][1](xs[i], g)
    return g
