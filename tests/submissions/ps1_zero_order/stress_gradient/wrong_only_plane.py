"""hint: wrong-value

The points are taken to lie in the plane.
"""


def stress_gradient(W, D):
    G = np.zeros(W.shape)
    plane = W[:, :2]
    V = plane[:, None] - plane[None]
    G[:, :2] = 8 * (((V**2).sum(-1) - D)[:, :, None] * V).sum(1)
    return G
