"""hint: segments-overlap

The end of a segment counts as a part of it.
"""


def gradient_checkpointed(chain, x, g, every):
    kept = {}
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            kept[i] = x
        x = f(x)
    for start in sorted(kept, reverse=True):
        stop = min(start + every, len(chain) - 1)
        xs = [kept[start]]
        for i in range(start, stop):
            xs.append(chain[i][0](xs[-1]))
        for i in range(stop, start - 1, -1):
            g = chain[i][1](xs[i - start], g)
    return g
