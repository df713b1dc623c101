"""hint: forwards-order

The two lists are zipped from the front.
"""


def gradient_store_all(chain, x, g):
    acts = []
    for f, _ in chain:
        acts.append(x)
        x = f(x)
    for (_, vjp), a in zip(chain, acts):
        g = vjp(a, g)
    return g
