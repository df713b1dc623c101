"""hint: same-input

The variable x is the result when the vjps come.
"""


def gradient_store_all(chain, x, g):
    stored = []
    for f, _ in chain:
        stored.append(x)
        x = f(x)
    for _, vjp in reversed(chain):
        g = vjp(x, g)
    return g
