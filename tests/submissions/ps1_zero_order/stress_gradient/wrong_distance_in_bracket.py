"""hint: residual-of-distances

The bracket holds the distance and not its square.
"""


def stress_gradient(W, D):
    G = np.zeros(W.shape)
    for i in range(len(W)):
        for j in range(len(W)):
            G[i] += 8 * (np.linalg.norm(W[i] - W[j]) - D[i, j]) * (W[i] - W[j])
    return G
