"""Right: recursive, with tuples of vectors, math.hypot for all lengths and modified Gram-Schmidt
in plain loops.
"""

import math
import numpy as np


def lanczos(matvec, v, k):
    def unit(vector):
        big = max(abs(c) for c in vector)
        if big == 0:
            return 0.0, vector
        scaled = [c / big for c in vector]
        size = math.hypot(*scaled)
        return big * size, [c / size for c in scaled]

    def dot(a, b):
        return math.fsum(x * y for x, y in zip(a, b))

    def go(qs, left):
        raw = np.asarray(matvec(np.array(qs[-1])), dtype=float).tolist()
        size, w = unit(raw)
        a = size * dot(qs[-1], w)
        if left == 1:
            return [a], []
        for q in qs * 2:
            c = dot(q, w)
            w = [x - c * y for x, y in zip(w, q)]
        rest, q_next = unit(w)
        if rest <= 1e-10:
            return [a], []
        later_a, later_b = go(qs + (q_next,), left - 1)
        return [a] + later_a, [size * rest] + later_b

    alpha, beta = go((unit(np.asarray(v, dtype=float).tolist())[1],), k)
    return np.array(alpha), np.array(beta)
