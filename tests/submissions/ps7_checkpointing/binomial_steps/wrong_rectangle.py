"""hint: product

A product.
"""


def binomial_steps(snapshots, repeats):
    return snapshots * (repeats + 1)
