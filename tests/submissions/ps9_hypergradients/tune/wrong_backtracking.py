"""hint: step-made-smaller

Halves β as long as the loss would grow (backtracking), but every step is to be α - β ∇L,
wherever it leads.
"""

import numpy as np


def tune(alphas, x0, beta, steps):
    x0 = np.asarray(x0, dtype=float)
    norm2 = x0 @ x0

    def L(a):
        return 0.5 * norm2 * np.prod(1 - a) ** 2

    def dL(a):
        return np.array(
            [
                -norm2 * (1 - a[k]) * np.prod(1 - a[:k]) ** 2 * np.prod(1 - a[k + 1 :]) ** 2
                for k in range(a.size)
            ]
        )

    a = np.array(alphas, dtype=float)
    history = [(a, L(a))]
    for _ in range(steps):
        t, g = beta, dL(a)
        for _ in range(50):
            if L(a - t * g) <= L(a):
                break
            t /= 2
        a = a - t * g
        history.append((a, L(a)))
    return history
