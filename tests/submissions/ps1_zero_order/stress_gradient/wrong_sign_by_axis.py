"""hint: sign

Sums over the first axis instead of the second.
"""


def stress_gradient(W, D):
    V = W[:, None] - W[None]
    return 8 * (((V**2).sum(-1) - D)[:, :, None] * V).sum(0)
