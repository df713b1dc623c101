"""hint: other-segments

`every` is taken for the number of segments.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    length = -(-n // every)
    cuts = [*range(0, n, length), n]
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
