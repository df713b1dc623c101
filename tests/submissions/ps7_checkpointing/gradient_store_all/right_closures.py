"""A list of pullbacks, each with its activation."""


def gradient_store_all(chain, x, g):
    pullbacks = []
    for forward, vjp in chain:
        pullbacks.append(lambda g, x=x, vjp=vjp: vjp(x, g))
        x = forward(x)
    while pullbacks:
        g = pullbacks.pop()(g)
    return g
