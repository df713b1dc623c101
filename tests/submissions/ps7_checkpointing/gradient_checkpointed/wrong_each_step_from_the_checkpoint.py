"""hint: from-the-checkpoint-each-step

Within a segment nothing is stored.
"""


def gradient_checkpointed(chain, x, g, every):
    kept = {}
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            kept[i] = x
        x = f(x)
    for i in reversed(range(len(chain))):
        start = i // every * every
        y = kept[start]
        for f, _ in chain[start:i]:
            y = f(y)
        g = chain[i][1](y, g)
    return g
