"""hint: other-segments

The cuts are counted from the end.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    cuts = [0, *range(n % every or every, n, every), n]
    pieces = [chain[a:b] for a, b in zip(cuts, cuts[1:])]
    kept = []
    for piece in pieces:
        kept.append(x)
        for f, _ in piece:
            x = f(x)
    del x
    while pieces:
        g = gradient_store_all(pieces.pop(), kept.pop(), g)
    return g
