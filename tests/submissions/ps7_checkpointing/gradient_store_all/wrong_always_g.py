"""hint: cotangent-not-carried

The result has a name of its own that no vjp gets.
"""


def gradient_store_all(chain, x, g):
    xs = [x]
    for f, vjp in chain:
        xs.append(f(xs[-1]))
    x_bar = None
    for i in range(len(chain) - 1, -1, -1):
        x_bar = chain[i][1](xs[i], g)
    return x_bar
