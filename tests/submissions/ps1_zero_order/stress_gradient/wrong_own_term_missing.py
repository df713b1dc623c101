"""hint: own-term-missing

The part of the point itself is forgotten: sum of r_ij W_i is missing, only r_ij W_j is there.
"""


def stress_gradient(W, D):
    sq = ((W[:, None] - W[None]) ** 2).sum(axis=-1)
    R = sq - D
    return -8 * R @ W
