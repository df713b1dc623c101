"""hint: derivatives-multiplied

A product of derivatives, from the front.
"""


def gradient_store_all(chain, x, g):
    product = 1.0
    for forward, vjp in chain:
        product = product * vjp(x, 1.0)
        x = forward(x)
    return product * g
