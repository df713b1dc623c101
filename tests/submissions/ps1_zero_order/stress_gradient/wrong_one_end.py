"""hint: one-end-only

Forgets that W_i is the second point of pairs too.
"""


def stress_gradient(W, D):
    G = np.zeros(W.shape)
    for i in range(len(W)):
        for j in range(len(W)):
            r = np.sum((W[i] - W[j]) ** 2) - D[i, j]
            G[i] += 2 * r * 2 * (W[i] - W[j])
    return G
