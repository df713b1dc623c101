"""A list of the pairs, each counted twice."""


def stress(W, D):
    total = 0.0
    for i in range(len(W)):
        for j in range(i):
            total += 2 * (np.sum((W[i] - W[j]) ** 2) - D[i, j]) ** 2
    return total
