"""hint: chain-emptied

The chain is empty afterwards.
"""


def gradient_store_all(chain, x, g):
    xs = []
    for f, vjp in chain:
        xs.append(x)
        x = f(x)
    while xs:
        step = chain.pop()
        g = step[1](xs.pop(), g)
    return g
