"""hint: arguments-changed

Centres the points in place.
"""


def stress_gradient(W, D):
    W -= W.mean(axis=0)
    V = W[:, None] - W[None]
    return 8 * (((V**2).sum(-1) - D)[:, :, None] * V).sum(1)
