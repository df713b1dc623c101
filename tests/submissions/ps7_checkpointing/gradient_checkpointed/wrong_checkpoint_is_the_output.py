"""hint: checkpoint-one-too-late

Stored after the step, not before it.
"""


def gradient_checkpointed(chain, x, g, every):
    kept = {}
    for i, (f, _) in enumerate(chain):
        x = f(x)
        if i % every == 0:
            kept[i] = x
    for start in sorted(kept, reverse=True):
        g = gradient_store_all(chain[start : start + every], kept[start], g)
    return g
