"""hint: wrong-shape

The matrix of the squared residuals, not their sum.
"""


def stress(W, D):
    return (((W[:, None] - W[None]) ** 2).sum(-1) - D) ** 2
