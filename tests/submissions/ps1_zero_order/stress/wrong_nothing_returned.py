"""hint: returned-nothing

Prints the stress.
"""


def stress(W, D):
    print(np.sum((((W[:, None] - W[None]) ** 2).sum(-1) - D) ** 2))
