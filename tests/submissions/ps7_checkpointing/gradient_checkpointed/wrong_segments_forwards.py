"""hint: segments-in-forward-order

From the first segment on.
"""


def gradient_checkpointed(chain, x, g, every):
    kept = {}
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            kept[i] = x
        x = f(x)
    for start, a in kept.items():
        g = gradient_store_all(chain[start : start + every], a, g)
    return g
