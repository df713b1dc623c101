"""hint: each-pair-once

Sums over i < j, with the indices of the upper triangle.
"""


def stress(W, D):
    i, j = np.triu_indices(len(W), 1)
    return np.sum((np.sum((W[i] - W[j]) ** 2, axis=1) - D[i, j]) ** 2)
