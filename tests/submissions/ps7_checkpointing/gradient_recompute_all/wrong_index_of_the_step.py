"""hint: step-for-its-place

The place of a step is asked of the list.
"""


def gradient_recompute_all(chain, x, g):
    for step in chain[::-1]:
        y = x
        for forward, _ in chain[: chain.index(step)]:
            y = forward(y)
        g = step[1](y, g)
    return g
