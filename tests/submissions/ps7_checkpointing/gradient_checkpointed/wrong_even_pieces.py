"""hint: other-segments

As many segments as asked, all about as long.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    number = -(-n // every)
    cuts = [k * n // number for k in range(number + 1)]
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
