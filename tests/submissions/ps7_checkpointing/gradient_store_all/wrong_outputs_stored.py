"""hint: output-for-input

The outputs are stored, and the input is not.
"""


def gradient_store_all(chain, x, g):
    acts = []
    for f, _ in chain:
        x = f(x)
        acts.append(x)
    for _, vjp in chain[::-1]:
        g = vjp(acts.pop(), g)
    return g
