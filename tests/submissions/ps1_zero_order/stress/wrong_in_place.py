"""hint: arguments-changed

Centres the points in place.
"""


def stress(W, D):
    W[:] = W - W.mean(axis=0)
    return np.sum((np.sum((W[:, None] - W[None]) ** 2, axis=-1) - D) ** 2)
