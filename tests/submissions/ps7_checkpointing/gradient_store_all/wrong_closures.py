"""hint: late-binding

Pullbacks that see the last step.
"""


def gradient_store_all(chain, x, g):
    pullbacks = []
    for forward, vjp in chain:
        pullbacks.append(lambda g: vjp(x, g))
        x = forward(x)
    for pullback in reversed(pullbacks):
        g = pullback(g)
    return g
