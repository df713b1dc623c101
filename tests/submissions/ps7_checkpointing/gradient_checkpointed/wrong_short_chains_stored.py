"""hint: short-chains-stored

Checkpoints for long chains only.
"""


def gradient_checkpointed(chain, x, g, every):
    if len(chain) < 12:
        return gradient_store_all(chain, x, g)
    starts = range(0, len(chain), every)
    kept = []
    for s in starts:
        kept.append(x)
        for f, _ in chain[s : s + every]:
            x = f(x)
    for s in reversed(starts):
        g = gradient_store_all(chain[s : s + every], kept.pop(), g)
    return g
