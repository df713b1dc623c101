"""hint: short-segment-dropped

n // every segments.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    kept = [x]
    for k in range(n // every):
        y = kept[-1]
        for f, _ in chain[k * every : (k + 1) * every]:
            y = f(y)
        kept.append(y)
    for k in range(n // every - 1, -1, -1):
        xs = [kept[k]]
        for i in range(k * every, (k + 1) * every):
            xs.append(chain[i][0](xs[-1]))
        for i in range((k + 1) * every - 1, k * every - 1, -1):
            g = chain[i][1](xs[i - k * every], g)
    return g
