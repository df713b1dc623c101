"""hint: one-step-too-far

The slice ends one step too late.
"""


def gradient_recompute_all(chain, x, g):
    for i in range(len(chain) - 1, -1, -1):
        y = x
        for forward, _ in chain[: i + 1]:
            y = forward(y)
        g = chain[i][1](y, g)
    return g
