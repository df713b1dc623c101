"""hint: some-stored

A window of the last five activations beside x: seven are held.
"""

from collections import deque


def gradient_recompute_all(chain, x, g):
    i = len(chain) - 1
    while i >= 0:
        window = deque(maxlen=5)
        value = x
        window.append(value)
        for j in range(i):
            value = chain[j][0](value)
            window.append(value)
        while window and i >= 0:
            g = chain[i][1](window.pop(), g)
            i -= 1
    return g
