"""hint: same-input

Activations are computed on the way back, with the steps from the end.
"""


def gradient_store_all(chain, x, g):
    for forward, vjp in reversed(chain):
        x = forward(x)
        g = vjp(x, g)
    return g
