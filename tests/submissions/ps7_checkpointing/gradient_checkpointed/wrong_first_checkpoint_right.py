"""hint: another-start

All checkpoints but the first are taken after a step.
"""


def gradient_checkpointed(chain, x, g, every):
    kept, y = {0: x}, x
    for i, (forward, _) in enumerate(chain):
        y = forward(y)
        if i % every == 0 and i > 0:
            kept[i] = y
    for start in sorted(kept, reverse=True):
        g = gradient_store_all(chain[start : start + every], kept[start], g)
    return g
