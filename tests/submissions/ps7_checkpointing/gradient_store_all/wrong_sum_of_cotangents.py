"""hint: cotangents-summed

Adds up the cotangents of all activations on the way, as for a value that is used several times.
"""


def gradient_store_all(chain, x, g):
    tape = []
    for f, vjp in chain:
        tape.append((vjp, x))
        x = f(x)
    total = 0.0
    for vjp, value in reversed(tape):
        g = vjp(value, g)
        try:
            total = total + g
        except ValueError:  # the sizes change
            total = g
    return total
