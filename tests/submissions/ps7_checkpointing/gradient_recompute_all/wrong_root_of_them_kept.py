"""hint: some-stored

Keeps some activations, √n of them, so that it is faster: memory still grows with n.
"""

import math


def gradient_recompute_all(chain, x, g):
    n = len(chain)
    jump = max(1, math.isqrt(n))
    saved, value = {}, x
    for i in range(n):
        if i % jump == 0:
            saved[i] = value
        if i < n - 1:
            value = chain[i][0](value)
    for i in range(n - 1, -1, -1):
        start = i - i % jump
        value = saved[start]
        for j in range(start, i):
            value = chain[j][0](value)
        g = chain[i][1](value, g)
    return g
