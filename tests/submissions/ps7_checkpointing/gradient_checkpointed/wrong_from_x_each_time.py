"""hint: recomputed-from-the-input

No checkpoints: each segment is run to from x.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    for start in range((n - 1) // every * every, -1, -every):
        y = x
        for f, _ in chain[:start]:
            y = f(y)
        g = gradient_store_all(chain[start : start + every], y, g)
    return g
