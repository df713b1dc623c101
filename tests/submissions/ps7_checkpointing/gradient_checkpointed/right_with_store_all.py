"""Each segment is a chain of its own."""


def gradient_checkpointed(chain, x, g, every):
    starts = range(0, len(chain), every)
    kept = []
    for s in starts:
        kept.append(x)
        for f, _ in chain[s : s + every]:
            x = f(x)
    for s, x in zip(reversed(starts), reversed(kept)):
        g = gradient_store_all(chain[s : s + every], x, g)
    return g
