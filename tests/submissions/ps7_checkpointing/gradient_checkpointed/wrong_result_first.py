"""hint: first-run-twice

The result is computed before anything else.
"""


def gradient_checkpointed(chain, x, g, every):
    result = x
    for f, _ in chain:
        result = f(result)
    kept, y = [], x
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            kept.append(y)
        y = f(y)
    for k in reversed(range(len(kept))):
        g = gradient_store_all(chain[k * every : (k + 1) * every], kept.pop(), g)
    return g
