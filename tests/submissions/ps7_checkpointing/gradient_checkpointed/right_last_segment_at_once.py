"""The last segment is kept from the first run."""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    last = (n - 1) // every * every
    kept, xs = {}, {}
    for i in range(n):
        if i % every == 0:
            kept[i] = x
        if i >= last:
            xs[i] = x
        if i < n - 1:
            x = chain[i][0](x)
    for i in range(n - 1, -1, -1):
        if i not in xs:
            start = i // every * every
            xs = {start: kept[start]}
            for j in range(start, i):
                xs[j + 1] = chain[j][0](xs[j])
        g = chain[i][1](xs.pop(i), g)
    return g
