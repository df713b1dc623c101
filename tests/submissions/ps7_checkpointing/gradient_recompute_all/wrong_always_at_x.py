"""hint: input-for-all

All vjps at x.
"""


def gradient_recompute_all(chain, x, g):
    for _, vjp in reversed(chain):
        g = vjp(x, g)
    return g
