"""hint: first-step-left-out

The range stops before 0.
"""


def gradient_store_all(chain, x, g):
    xs = [x]
    for f, vjp in chain:
        xs.append(f(xs[-1]))
    for i in range(len(chain) - 1, 0, -1):
        g = chain[i][1](xs[i], g)
    return g
