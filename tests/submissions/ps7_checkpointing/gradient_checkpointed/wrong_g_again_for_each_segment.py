"""hint: cotangent-not-carried

Each segment starts from g.
"""


def gradient_checkpointed(chain, x, g, every):
    n, kept, y = len(chain), {}, x
    for i, (f, _) in enumerate(chain):
        if i % every == 0:
            kept[i] = y
        y = f(y)
    for start in sorted(kept)[::-1]:
        piece = chain[start : start + every]
        x_bar = gradient_store_all(piece, kept[start], g)
    return x_bar
